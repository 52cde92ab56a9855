import { SEVERITIES, type Severity } from '../../domain/finding'
import { SeverityMark } from '../look/severity'

/** The five severities to pick one of; `first` has the focus when they appear. */
export function SeverityPicks(props: { picked: Severity; pick(severity: Severity): void; first: Severity | null }) {
  return SEVERITIES.map((value) => (
    <label key={value} className="pick">
      <input
        type="radio"
        name="severity"
        value={value}
        checked={value === props.picked}
        data-autofocus={value === props.first || undefined}
        onChange={() => props.pick(value)}
      />
      <SeverityMark of={value} />
    </label>
  ))
}
