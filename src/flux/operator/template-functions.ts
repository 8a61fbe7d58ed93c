/** Functions of slim-sprig that are the same at any time and on any machine (HermeticTxtFuncMap), but for `randInt`. */
const slimSprig = `
add add1 adler32sum ago all any append atoi b32dec b32enc b64dec b64enc base biggest cat ceil chunk clean coalesce
compact concat contains deepEqual default dict dig dir div duration durationRound empty ext fail first float64 floor
fromJson get has hasKey hasPrefix hasSuffix indent initial int int64 isAbs join keys kindIs kindOf last list lower max
maxf min minf mod mul mustAppend mustChunk mustCompact mustDateModify mustFirst mustFromJson mustHas mustInitial mustLast
mustPrepend mustPush mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral
mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout
must_date_modify nindent omit osBase osClean osDir osExt osIsAbs pick pluck plural prepend push quote regexFind
regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round
seq set sha1sum sha256sum slice sortAlpha split splitList splitn squote sub substr ternary title toDate toDecimal toJson
toPrettyJson toRawJson toString toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf
uniq unixEpoch unset until untilStep upper urlJoin urlParse values without`;

/** Go, text/template: builtins. */
const ofGo = 'and call eq ge gt html index js le len lt ne not or print printf println urlquery';

/** Go, text/template/parse: words that are no functions. */
const keywords = 'block break continue define else end if nil range template true false with';

const known = new Set([slimSprig, ofGo, keywords].flatMap((words) => words.trim().split(/\s+/)));

/** Does the operator know it, and does helm's engine mean the same by it? Helm has more, which would be an error in Flux. */
export function isTemplateFunction(name: string): boolean {
  return known.has(name);
}
