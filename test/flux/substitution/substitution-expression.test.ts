import { describe, expect, it } from 'vitest';
import { SubstitutionError, substitute } from '../../../src/flux/substitution/substitute-object.js';

const variables = new Map([
  ['name', 'podinfo'],
  ['empty', ''],
  ['path', '/home/bozo/ideas.for.today'],
  ['host', 'registry.example.com:5000/team'],
  ['version', '1.2.3'],
  ['repeated', 'abcABC123ABCabc'],
  ['umlaut', 'größe'],
  ['two', '2'],
  ['minus', '-3'],
  ['_under9', 'u'],
]);

describe('an expression', () => {
  it.each([
    // Names and what is no expression.
    ['plain text', 'plain text'],
    ['${name}', 'podinfo'],
    ['a ${name} and ${version}', 'a podinfo and 1.2.3'],
    ['${name}${version}', 'podinfo1.2.3'],
    ['${_under9}', 'u'],
    ['${empty}', ''],
    ['$name', '$name'],
    ['$(name)', '$(name)'],
    ['cost: 5$', 'cost: 5$'],
    ['{name}', '{name}'],
    ['\\${name}', '\\podinfo'],
    // Escapes: outside of an expression only the dollar sign has one.
    ['$$', '$'],
    ['$$$$', '$$'],
    ['$$name', '$name'],
    ['$${name}', '${name}'],
    ['$$${name}', '$podinfo'],
    ['$$$${name}', '$${name}'],
    ['a\\\\b', 'a\\\\b'],
    ['$${name:-${version}}', '${name:-1.2.3}'],
    // Defaults: the value when it is neither unset nor empty, else the default.
    ['${name:-other}', 'podinfo'],
    ['${unset:-other}', 'other'],
    ['${empty:-other}', 'other'],
    ['${unset:=other}', 'other'],
    ['${empty:=other}', 'other'],
    ['${unset=other}', 'other'],
    ['${empty=other}', 'other'],
    ['${name=other}', 'podinfo'],
    ['${unset:-}', ''],
    ['${unset:=}', ''],
    ['${unset=}', ''],
    ['${unset:-a b: "c"}', 'a b: "c"'],
    ['${unset:--1}', '-1'],
    ['${unset:-a:b/c}', 'a:b/c'],
    // Unlike in bash, these two are defaults as well.
    ['${unset:+other}', 'other'],
    ['${name:+other}', 'podinfo'],
    ['${unset:?other}', 'other'],
    ['${name:?other}', 'podinfo'],
    // No escape in a default.
    ['${unset:-$$}', '$$'],
    ['${unset:-a\\/b}', 'a\\/b'],
    // Nested.
    ['${unset:-${name}}', 'podinfo'],
    ['${unset:=${name}-${version}}', 'podinfo-1.2.3'],
    ['${unset:-a${unset:-b${name}c}d}', 'abpodinfocd'],
    ['${path:${two}}', 'ome/bozo/ideas.for.today'],
    ['${path:${minus}}', 'day'],
    ['${host##${unset:-*/}}', 'team'],
    // Length, in bytes.
    ['${#name}', '7'],
    ['${#empty}', '0'],
    ['${#umlaut}', '7'],
    // Case.
    ['${name^}', 'Podinfo'],
    ['${name^^}', 'PODINFO'],
    ['${umlaut^^}', 'GRÖßE'],
    ['${repeated,,}', 'abcabc123abcabc'],
    ['${repeated^}', 'AbcABC123ABCabc'],
    ['${empty^}', ''],
    ['${repeated,}', 'abcABC123ABCabc'],
    // Offset and length, in bytes.
    ['${path:11}', 'ideas.for.today'],
    ['${path:11:5}', 'ideas'],
    ['${path:0:5}', '/home'],
    ['${path:11:99}', 'ideas.for.today'],
    ['${path:99}', ''],
    ['${path:1:-6}', 'home/bozo/ideas.for'],
    ['${name:5:-5}', ''],
    ['${path:x}', '/home/bozo/ideas.for.today'],
    ['${path: -5}', '/home/bozo/ideas.for.today'],
    ['${path:-5}', '/home/bozo/ideas.for.today'],
    ['${umlaut:4}', 'ße'],
    // Removal from the start and from the end.
    ['${version#*.}', '2.3'],
    ['${version##*.}', '3'],
    ['${version%.*}', '1.2'],
    ['${version%%.*}', '1'],
    ['${path#*/}', 'home/bozo/ideas.for.today'],
    ['${path##*/}', 'ideas.for.today'],
    ['${path%/*}', '/home/bozo'],
    ['${host%%:*}', 'registry.example.com'],
    ['${version#1.}', '2.3'],
    ['${version#2.}', '1.2.3'],
    ['${version#?}', '.2.3'],
    ['${version#[0-9]}', '.2.3'],
    ['${version#[^0-9]}', '1.2.3'],
    ['${version#[}', '1.2.3'],
    ['${version###}', '1.2.3'],
    ['${version#\\1}', '.2.3'],
    // At the end the pattern is turned around, and a set is none any more.
    ['${version%[0-9]}', '1.2.3'],
    ['${version%?}', '1.2.'],
    // Replacement of plain text.
    ['${repeated/abc/xyz}', 'xyzABC123ABCabc'],
    ['${repeated//abc/xyz}', 'xyzABC123ABCxyz'],
    ['${repeated/#abc/XYZ}', 'XYZABC123ABCabc'],
    ['${repeated/%abc/XYZ}', 'abcABC123ABCXYZ'],
    ['${repeated/#ABC/XYZ}', 'abcABC123ABCabc'],
    ['${repeated/abc/}', 'ABC123ABCabc'],
    ['${repeated//abc/}', 'ABC123ABC'],
    ['${version/./-}', '1-2.3'],
    ['${version//./-}', '1-2-3'],
    ['${version//*/-}', '1.2.3'],
    ['${host/\\//-}', 'registry.example.com:5000-team'],
    ['${path//\\//\\\\}', '\\home\\bozo\\ideas.for.today'],
    ['${version/./$$}', '1$2.3'],
    ['${version//${unset:-.}/${two}}', '12223'],
    // Without a replacement these two do nothing.
    ['${repeated/#abc/}', 'abcABC123ABCabc'],
    ['${repeated/%abc/}', 'abcABC123ABCabc'],
    // The text to replace reaches over a brace to the next slash.
    ['${version/a} b/c}', '1.2.3'],
  ])('%s gives %s', (expression, expected) => {
    expect(substitute(expression, variables)).toEqual({ text: expected, unset: [] });
  });

  it.each([
    ['${unset}', '', ['unset']],
    ['${a}${b}${a}', '', ['a', 'b']],
    ['${unset^^}', '', ['unset']],
    ['${#unset}', '0', ['unset']],
    ['${unset:1:2}', '', ['unset']],
    ['${unset/a/b}', '', ['unset']],
    ['${unset##*/}', '', ['unset']],
    // Flux evaluates a default even when it does not need it.
    ['${name:-${unset}}', 'podinfo', ['unset']],
    ['${größe}', '', ['größe']],
    ['${1}', '', ['1']],
    ['${__proto__}', '', ['__proto__']],
  ])('%s tells what is not set', (expression, text, unset) => {
    expect(substitute(expression, variables)).toEqual({ text, unset });
  });

  it.each([
    '${}',
    '${ name }',
    '${ name}',
    '${name }',
    '${name.first}',
    '${name-default}',
    '${name+default}',
    '${name?message}',
    '${name!}',
    '${name@Q}',
    '${name',
    '${',
    'text ${name:-default',
    '${-name}',
    '${$name}',
    '${#}',
    '${##}',
    '${#name:-x}',
    '${name:}',
    '${name::2}',
    '${name:1:}',
    '${name:1${two}}',
    '${name:é}',
    '${name#}',
    '${name%}',
    '${name#a${two}}',
    '${name^^^}',
    '${name^^a}',
    '${name/}',
    '${name/a}',
    '${name//a}',
    '${name///b}',
    '${name/a${two}/b}',
    // The result would not be UTF-8 any more.
    '${umlaut:0:3}',
  ])('%s is an error that names it', (expression) => {
    expect(() => substitute(expression, variables)).toThrow(SubstitutionError);
    expect(() => substitute(expression, variables)).toThrow(
      expression.slice(expression.indexOf('${')).split('}', 1)[0],
    );
  });
});
