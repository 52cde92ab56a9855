import { useId } from 'react'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'
import type { Shown } from './chart'
import { axisOf, type Bar, type Box, barsOf, floorOf, heightOf, largest, ticksOf } from './geometry'

type Props = { points: readonly Shown[]; box: Box; turned: boolean; active: number | null; idOf: (index: number) => string }

/** The picture: each bar with its number above it and its name below, hatched where part of it stands still or may be missing. */
export function Bars({ points, box, turned, active, idOf }: Props) {
  const reading = useReading()
  const hatch = useId()
  const ticks = ticksOf(largest(points))
  const most = ticks.at(-1) ?? 1
  const bars = barsOf(points, box, turned)
  const beside = axisOf(points)
  const axis = turned ? box.width - beside : beside
  return (
    <svg role="presentation" className="chart-picture" width={box.width} height={box.height} viewBox={`0 0 ${box.width} ${box.height}`}>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0v6" className="chart-hatch" />
        </pattern>
      </defs>
      {ticks.map((tick) => {
        const y = floorOf(box) - heightOf(tick, most, box)
        return (
          <g key={tick}>
            <path d={`M${turned ? 0 : beside} ${y}H${turned ? axis : box.width}`} className="chart-line" />
            <text x={turned ? axis + 6 : axis - 6} y={y + 4} textAnchor={turned ? 'start' : 'end'} className="chart-tick">
              {number(tick, reading)}
            </text>
          </g>
        )
      })}
      {bars.map((bar, i) => {
        const point = points[i]
        return (
          point && (
            <g key={point.key} id={idOf(i)} role="option" aria-selected={active === i} aria-label={point.said} data-point={point.key}>
              <OneBar bar={bar} point={point} box={box} hatch={`url(#${hatch})`} active={active === i} />
            </g>
          )
        )
      })}
      {bars.map((bar, i) => (
        <Labels
          key={points[i]?.key}
          bar={bar}
          floor={floorOf(box)}
          value={number(points[i]?.value ?? 0, reading)}
          name={points[i]?.label ?? ''}
        />
      ))}
    </svg>
  )
}

/** Beside the bars and not within them: what a bar is called in full is said once. */
function Labels({ bar, floor, value, name }: { bar: Bar; floor: number; value: string; name: string }) {
  return (
    <>
      <text x={bar.middle} y={Math.min(bar.y, bar.markY ?? bar.y) - 5} textAnchor="middle" className="chart-value">
        {value}
      </text>
      <text x={bar.middle} y={floor + 18} textAnchor="middle" className="chart-name">
        {name}
      </text>
    </>
  )
}

type OneProps = { bar: Bar; point: Shown; box: Box; hatch: string; active: boolean }
function OneBar({ bar, point, box, hatch, active }: OneProps) {
  const floor = floorOf(box)
  const wide = { x: bar.x - 4, width: bar.width + 8 }
  return (
    <>
      <rect x={bar.middle - bar.slot / 2} width={bar.slot} y={0} height={box.height} className="chart-touch" />
      {point.missing && <rect {...wide} y={4} height={floor - 4} fill={hatch} className="chart-missing" data-missing />}
      {active && <rect {...wide} y={2} height={floor} className="chart-active" />}
      <rect x={bar.x} width={bar.width} y={bar.y} height={bar.height} className="chart-bar" />
      {bar.hatched > 0 && <rect x={bar.x} width={bar.width} y={bar.y} height={bar.hatched} fill={hatch} className="chart-still" />}
      {bar.markY !== null && <path d={`M${wide.x} ${bar.markY}h${wide.width}`} className="chart-mark" />}
    </>
  )
}
