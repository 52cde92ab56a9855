import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.redress'])

/** Every file of ours below a folder, as paths from the root with forward slashes. */
export function filesBelow(folder: string, name: RegExp = /./): string[] {
  const full = path.join(root, folder)
  if (!existsSync(full)) return []
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name)
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesBelow(file, name)
    return name.test(entry.name) ? [file] : []
  })
}

export const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** Tests, and what only tests use: they may reach anywhere. */
export const isTest = (file: string) => /\.(test|fixture)\.tsx?$|\/testing\//.test(file)

const parsed = new Map<string, ts.SourceFile>()

export function parse(file: string): ts.SourceFile {
  const known = parsed.get(file)
  if (known) return known
  const made = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true)
  parsed.set(file, made)
  return made
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

export interface Import {
  /** A package's name, or for our own files the path from the root without extension. */
  target: string
  isOurs: boolean
  /** Only types cross: nothing is left of it when the program runs. */
  isType: boolean
}

/** Imports, re-exports and `import()` of a file. */
export function importsOf(file: string): Import[] {
  const found: Import[] = []
  walk(parse(file), (node) => {
    if (ts.isImportDeclaration(node)) found.push(toImport(file, node.moduleSpecifier, isTypeImport(node.importClause)))
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) found.push(toImport(file, node.moduleSpecifier, node.isTypeOnly))
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      found.push(toImport(file, node.arguments[0]!, false))
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) found.push(toImport(file, node.argument.literal, true))
  })
  return found
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const names = clause.namedBindings
  return (
    !clause.name &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.length > 0 &&
    names.elements.every((name) => name.isTypeOnly)
  )
}

function toImport(file: string, specifier: ts.Node, isType: boolean): Import {
  const text = ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText()
  if (!text.startsWith('.')) return { target: text, isOurs: false, isType }
  return { target: path.posix.join(path.posix.dirname(file), text).replace(/\.(mjs|js|tsx?)$/, ''), isOurs: true, isType }
}

export interface LongThing {
  name: string
  lines: number
}

/** Every function and method of a file with its length in lines; what is inside a function within it counts there, not here. */
export function functionsOf(file: string): LongThing[] {
  const source = parse(file)
  const found: LongThing[] = []
  const linesOf = (node: ts.Node) => {
    const [from, to] = [node.getStart(), node.getEnd()].map((position) => source.getLineAndCharacterOfPosition(position).line)
    return to! - from!
  }
  const measure = (node: ts.Node): number => {
    let inside = 0
    ts.forEachChild(node, (child) => {
      inside += measure(child)
    })
    if (!isFunction(node)) return inside
    found.push({ name: nameOf(node), lines: linesOf(node) + 1 - inside })
    return linesOf(node)
  }
  measure(source)
  return found
}

const isFunction = (node: ts.Node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined

function nameOf(node: ts.Node): string {
  const named = [node, node.parent].find((each) => each && 'name' in each && each.name) as { name: ts.Node } | undefined
  return named ? named.name.getText() : 'a function without a name'
}

/** What a file says in quotes: texts, and the fixed pieces of templates. */
export function textsOf(file: string): string[] {
  const found: string[] = []
  walk(parse(file), (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      found.push(node.text)
  })
  return found
}
