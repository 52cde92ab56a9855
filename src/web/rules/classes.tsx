import { useTranslation } from 'react-i18next'
import { useTitles } from '../words/use-titles'
import type { CaseBook } from './queries'
import { RowButton } from './questions'

/** Every rule book that looks after the case, the class that it puts it in, and who decided that. */
export function Classes({ books, change }: { books: readonly CaseBook[]; change: ((book: CaseBook) => void) | null }) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('rules.books')} data-rules="classes">
      <h3>{t('rules.books')}</h3>
      <ul className="rules-list">
        {books.map((book) => (
          <OneBook key={book.regime} book={book} change={change} />
        ))}
      </ul>
    </section>
  )
}

function OneBook({ book, change }: { book: CaseBook; change: ((book: CaseBook) => void) | null }) {
  const { t } = useTranslation()
  const titles = useTitles()
  const found = book.classes.find(({ id }) => id === book.class)
  return (
    <li data-book={book.regime}>
      <span className="strong" dir="auto">
        {titles.book(book.title)}
      </span>
      {!book.applies && <span className="small muted">{t('rules.appliesNot')}</span>}
      {book.applies && found && (
        <span className="small">
          {t('rules.class')} <bdi>{titles.classOf(found.title)}</bdi>{' '}
          <span className="muted">· {t(`rules.classBy.${deciderOf(book)}`)}</span>
        </span>
      )}
      {change && book.applies && book.classes.length > 1 && (
        <RowButton say={t('rules.changeClassIt')} of={titles.book(book.title)} onClick={() => change(book)} />
      )}
    </li>
  )
}

/** A person, the strictest reading while a question of the class is open, or the conditions of the rule book. */
const deciderOf = ({ chosen_class: chosen, questions }: CaseBook) => {
  if (chosen !== null) return 'person'
  return questions.some(({ asked_by: by }) => by.some(({ milestone }) => milestone === null)) ? 'strictest' : 'rule'
}
