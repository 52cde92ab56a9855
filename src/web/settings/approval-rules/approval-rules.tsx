import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { APPROVERS_NEEDED, type ApprovalPolicy, asksForApproval, mayApprove } from '../../../domain/approvals/policy'
import { useMay, usersQuery } from '../../data/queries'
import type { Person } from '../../data/types'
import { When } from '../../words/when'
import { Loaded, Part } from '../parts'
import { InWords } from './in-words'
import { rulesQuery, type Version, versionsQuery } from './rules'
import { RulesDialog } from './rules-dialog'

/** Which answers wait for a second pair of eyes, whose eyes those may be, and which rules there were before. */
export function ApprovalRules() {
  const { t } = useTranslation()
  const rules = useQuery(rulesQuery)
  const users = useQuery(usersQuery)
  const may = useMay('admin')
  const [draft, edit] = useState<ApprovalPolicy | null>(null)
  const approvers = (users.data ?? []).filter(mayApprove)
  const verb = rules.data && t(asksForApproval(rules.data) ? 'approvalRules.change' : 'approvalRules.begin')
  return (
    <>
      <Part
        title={t('approvalRules.title')}
        what={t('approvalRules.what')}
        action={may && verb && <Button onClick={() => edit(rules.data)}>{verb}</Button>}
      >
        <Loaded query={rules} what={t('approvalRules.title')}>
          {(policy) => <InWords policy={policy} />}
        </Loaded>
      </Part>
      <Part title={t('approvalRules.who')} what={t('approvalRules.whoWhat')}>
        <Loaded query={users} what={t('approvalRules.who')}>
          {() => <Approvers people={approvers} />}
        </Loaded>
      </Part>
      <Versions back={may ? edit : null} />
      {draft && users.data && <RulesDialog policy={draft} approvers={approvers.length} close={() => edit(null)} />}
    </>
  )
}

function Approvers({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation()
  return (
    <>
      <ul className="set-chips small">
        {people.map(({ id, name, role }) => (
          <li key={id} className="chip">
            <bdi>{name}</bdi> · {t(`words.role.${role}`)}
          </li>
        ))}
      </ul>
      {people.length < APPROVERS_NEEDED && (
        <p className="small">
          {t('approvalRules.tooFew', { count: people.length })} <Link to="/settings/people">{t('rail.screen.people')}</Link>
        </p>
      )}
    </>
  )
}

/** Every version with who made it and when; the newest is in force, an older one can be looked at and kept again. */
function Versions({ back }: { back: ((policy: ApprovalPolicy) => void) | null }) {
  const { t } = useTranslation()
  const versions = useQuery(versionsQuery)
  return (
    <Part title={t('approvalRules.versions')}>
      <Loaded query={versions} what={t('approvalRules.versions')}>
        {(all) =>
          all.length === 0 ? (
            <p className="small muted">{t('approvalRules.noVersions')}</p>
          ) : (
            <ul className="set-rows">
              {all.map((version, at) => (
                <Row key={version.seq} version={version} inForce={at === 0} back={back} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Part>
  )
}

type RowProps = { version: Version; inForce: boolean; back: ((policy: ApprovalPolicy) => void) | null }
function Row({ version: { seq, at, by, policy }, inForce, back }: RowProps) {
  const { t } = useTranslation()
  return (
    <li className="set-row" data-version={seq}>
      <div className="set-row-main">
        <span className="set-chips small">
          <When at={at} full /> · <bdi className="strong">{by ?? t('approvalRules.machine')}</bdi>
          {inForce && <span className="chip">{t('approvalRules.inForce')}</span>}
        </span>
        <InWords policy={policy} />
      </div>
      {back && !inForce && (
        <Button variant="default" size="xs" onClick={() => back(policy)}>
          {t('approvalRules.back')}
        </Button>
      )}
    </li>
  )
}
