import { createRequire } from 'node:module';
import ts from 'typescript';
import type { FieldSchema, ObjectSchemas } from '../../src/prepullers/daemonset-fields.js';

/** Of an object that nobody writes by hand. */
const leftOut = new Set(['status', 'managedFields', 'ownerReferences']);

/**
 * The fields of a DaemonSet with their types, from the declarations of the package `kubernetes-models`, which are made
 * of Kubernetes' own OpenAPI document.
 */
export function deriveSchema(): ObjectSchemas {
  const file = createRequire(import.meta.url)
    .resolve('kubernetes-models/apps/v1/DaemonSet')
    .replace(/\.m?js$/, '.d.ts');
  const program = ts.createProgram([file], {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    strict: true,
    skipLibCheck: true,
    types: [],
  });
  const source = program.getSourceFile(file);
  const root = source?.statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === 'IDaemonSet');
  if (root === undefined) throw new Error(`${file} declares no IDaemonSet`);
  const reader = new SchemaReader(program.getTypeChecker());
  reader.objectName(reader.checker.getTypeAtLocation(root));
  return Object.fromEntries([...reader.schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
}

class SchemaReader {
  readonly schemas = new Map<string, Record<string, FieldSchema>>();

  constructor(readonly checker: ts.TypeChecker) {}

  /** The name under which the schema of an object stands, which is read when it is first met. */
  objectName(type: ts.Type): string {
    const name = (type.aliasSymbol ?? type.symbol).name.replace(/^I(?=[A-Z])/, '');
    if (this.schemas.has(name)) return name;
    const fields: Record<string, FieldSchema> = {};
    this.schemas.set(name, fields);
    const symbols = type.getProperties().filter((symbol) => !leftOut.has(symbol.name));
    for (const symbol of symbols.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
      fields[isOptional ? symbol.name : `${symbol.name}!`] = this.fieldSchema(this.checker.getTypeOfSymbol(symbol));
    }
    return name;
  }

  private fieldSchema(optional: ts.Type): FieldSchema {
    const type = optional.getNonNullableType();
    if (type.isUnion()) return this.unionSchema(type);
    if (type.isStringLiteral()) return type.value;
    if (type.flags & ts.TypeFlags.String) return 'string';
    if (type.flags & ts.TypeFlags.Number) return 'integer';
    if (type.flags & ts.TypeFlags.Boolean) return 'boolean';
    const [item] = this.checker.isArrayType(type) ? this.checker.getTypeArguments(type as ts.TypeReference) : [];
    if (item) return `[${this.fieldSchema(item)}]`;
    const value = type.getStringIndexType();
    if (value) return `{${this.fieldSchema(value)}}`;
    return `#${this.objectName(type)}`;
  }

  /** A choice of words, or a type that may be written as a number and as a text: a quantity, a count or percentage. */
  private unionSchema({ types }: ts.UnionType): FieldSchema {
    const words = types.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
    if (words.length === types.length) return words.sort().join('|');
    return types.every((type) => type.flags & ts.TypeFlags.BooleanLike) ? 'boolean' : 'integer or string';
  }
}
