import { expect, test } from 'vitest'
import { csvLine } from './csv'

test.each([
  [['a', 1, null, true], 'a,1,,true'],
  [['=1+1', '+66 8', '-2', '@x', '\tx'], "'=1+1,'+66 8,'-2,'@x,'\tx"],
  [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"'],
  [['=cmd|"x",1'], '"\'=cmd|""x"",1"'],
  [['ขอเงินคืน', '退款', 'پول'], 'ขอเงินคืน,退款,پول'],
  [[-5], '-5'],
] as const)('%j becomes %s', (cells, line) => expect(csvLine(cells)).toBe(`${line}\r\n`))
