/**
 * What `slugify` makes of letters and signs beyond ASCII, in small letters: those of the Latin languages of Europe
 * (gosimple/slug, languages_substitution.go: defaultSub; gosimple/unidecode, tables.txt). Of others it has thousands, and these
 * are not evaluated.
 */
export const slugLetters: Readonly<Record<string, string>> = {
  '': '’\u00ad',
  '-': '‒–—―',
  a: 'ªàáâãäåāăąÀÁÂÃÄÅĀĂĄ',
  ae: 'æÆ',
  c: 'çćĉċčÇĆĈĊČ',
  d: 'ðďđÐĎĐ',
  e: 'èéêëēĕėęěÈÉÊËĒĔĖĘĚ',
  g: 'ĝğġģĜĞĠĢ',
  h: 'ĥħĤĦ',
  i: 'ìíîïĩīĭįıÌÍÎÏĨĪĬĮİ',
  ij: 'ĳĲ',
  j: 'ĵĴ',
  k: 'ķĶ',
  l: 'ĺļľŀłĹĻĽĿŁ',
  n: 'ñńņňÑŃŅŇ',
  o: 'ºòóôõöøōŏőÒÓÔÕÖØŌŎŐ',
  oe: 'œŒ',
  r: 'ŕŗřŔŖŘ',
  s: 'śŝşšŚŜŞŠ',
  ss: 'ß§',
  t: 'ţťŧŢŤŦ',
  th: 'þÞ',
  u: 'ùúûüũūŭůűųµÙÚÛÜŨŪŬŮŰŲ',
  w: 'ŵŴ',
  y: 'ýÿŷÝŶŸ',
  z: 'źżžŹŻŽ',
};
