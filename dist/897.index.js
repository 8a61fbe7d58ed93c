"use strict";exports.id=897,exports.ids=[897],exports.modules={6801:(function(A,P,t){t.d(P,{H:()=>y,l:()=>u});var g=t(7975),T=t.n(g),O=t(3828),c=t(9809),r=t(4008);const v=["plan","write","check","images","explain"],p=Object.values(O.F),m=["json","help","version"];function u(i){const{tokens:a}=(0,g.parseArgs)({args:[...i],options:E(),strict:!1,allowPositionals:!0,tokens:!0}),s=new Map,h=[];for(const n of a){if(n.kind==="positional"&&h.push(n.value),n.kind!=="option")continue;const d=n.inlineValue===!1&&n.value?.startsWith("--");w(s,n.rawName,n.name,d?void 0:n.value)}const l=new Set(m.filter(n=>s.delete(n))),f=l.has("help")?"help":l.has("version")?"version":void 0,{command:e,subject:o}=f?{command:f,subject:""}:M(h);return{command:e,subject:o,json:l.has("json"),inputs:s}}function E(){const i=m.map(s=>[s,{type:"boolean"}]),a=p.map(({name:s,type:h})=>[s,{type:h==="boolean"?"boolean":"string"}]);return{...Object.fromEntries([...i,...a]),help:{type:"boolean",short:"h"}}}function w(i,a,s,h){const l=p.find(e=>e.name===s);if(l===void 0&&!m.includes(s)){const e=(0,c.q)(s,[...m,...p.map(n=>n.name)]),o=e===void 0?"See prepuller --help.":`Did you mean --${e}?`;throw new r.HX(`There is no option ${a}. ${o}`)}if(l?.secrets!==void 0)throw new r.HX(`${a} would show a secret to everyone who lists the processes of this machine: give it in the variable ${y(s)}.`);if(h===void 0&&l!==void 0&&l.type!=="boolean")throw new r.HX(`${a} needs a value, such as ${a}=VALUE.`);const f=i.get(s);if(f!==void 0&&l?.type!=="lines")throw new r.HX(`${a} is given twice.`);i.set(s,[...f===void 0?[]:[f],h??"true"].join(`
`))}function y(i){return`PREPULLER_${i.toUpperCase().replaceAll("-","_")}`}function M([i="plan",...a]){if(i==="help")return{command:"help",subject:""};const s=v.find(e=>e===i);if(s===void 0){const e=(0,c.q)(i,v),o=e===void 0?`The commands are ${v.join(", ")}.`:`Did you mean ${e}?`;throw new r.HX(`There is no command ${JSON.stringify(i)}. ${o}`)}const[h="",...l]=s==="explain"?a:["",...a];if(s==="explain"&&h==="")throw new r.HX("What is to be explained? prepuller explain IMAGE, or a HelmRelease, or a file.");const[f]=l;if(f!==void 0)throw new r.HX(`${JSON.stringify(f)} is one argument too many. Options take their value with =: --flux-monorepo=false.`);return{command:s,subject:h}}}),1897:(function(A,P,t){t.d(P,{runCommand:()=>h});var g=t(9017),T=t(4008),O=t(6599),c=t(8521),r=t(1013),v=t(6801),p=t(3828);const m=`prepuller keeps the container images of a Flux cluster warm on every node. This command shows in a clone what the
action would do there. It commits and pushes nothing.

Usage: prepuller [COMMAND] [OPTIONS]

Commands:
  plan (the default)   Show what would change: the releases, what is wrong, and the difference of the generated files.
  write                Write the generated files.
  check                Show what is out of date, and end with 1 if anything is.
  images               List the images, with the releases that need them.
  explain WHAT         Say why an image is there or is not, why a HelmRelease is found or is not, or what a file does.
                       WHAT is an image (or a part of its name), NAMESPACE/NAME or NAME of a HelmRelease (or of what
                       applies plain objects that are opted in), or a path.

Options of the command:
  --json      Print JSON. Messages stay on standard error.
  --help      Print this.
  --version   Print the version.

Options that are inputs of the action: those of several lines may be given several times, and those that are true or
false without a value are true. What the file .prepuller.yaml at the root of the repository says stands for an option
that is not given.
`,u=`Helm, and kustomize or kubectl, are taken from the PATH. On Linux what is not there is fetched, as in the action;
elsewhere they must be on the PATH. What is fetched is kept under ~/.cache, or XDG_CACHE_HOME.
`;function E(){const e=p.b.map(({title:o,inputs:n})=>`${o}:
${n.map(w).join("")}`);return[m,...e,u].join(`
`)}function w({name:e,type:o,description:n,default:d,secrets:$}){const j=$===void 0?`  --${e}${y(o)}`:`  ${(0,v.H)(e)} in the environment`,H=n.replaceAll("`","")+(d===""?"":` Default: ${d}.`);return`${j}
${a(H)}
`}function y(e){return typeof e!="string"?`=${e.join("|")}`:{boolean:"[=false]",text:"=TEXT",integer:"=NUMBER",lines:"=TEXT...",map:"=YAML"}[e]}const M=" ".repeat(6),i=110;function a(e){const o=[""];for(const n of e.split(/\s+/)){const d=o.at(-1)??"";d!==""&&d.length+n.length>=i?o.push(n):o[o.length-1]=d===""?n:`${d} ${n}`}return o.map(n=>M+n).join(`
`)}var s=t(6037);async function h(e,o){try{return await(0,g.s)(l(e,o))}catch(n){return f(n,(0,s.P)(o.messages)),2}}async function l(e,o){const n=(0,v.l)(e);if(n.command==="help"&&o.output.write(E()),n.command==="version"&&o.output.write(`${r.r}
`),n.command==="help"||n.command==="version")return 0;const{survey:d}=await Promise.all([t.e(815),t.e(280),t.e(81),t.e(240),t.e(494)]).then(t.bind(t,6494)),{answers:$}=await Promise.all([t.e(815),t.e(291),t.e(81),t.e(881)]).then(t.bind(t,8314));return $[n.command](await d(n,o),n)}function f(e,o){const n=(0,O.D)(e);if(e instanceof T.HX){o.print(`prepuller: ${e.message}`,"red");for(const $ of(0,c.B)(e.detail??"").filter(Boolean))o.print(`  ${$}`);return}if(n!==void 0){o.print(`prepuller: ${n}`,"red");return}const d=e instanceof Error?e.stack??e.message:String(e);o.print("prepuller: This should not have happened, please report it:","red");for(const $ of(0,c.B)(d))o.print(`  ${$}`)}}),6037:(function(A,P,t){t.d(P,{P:()=>O});var g=t(8521);const T={red:31,green:32,yellow:33,bold:1,dim:2};function O(c){const r=c.isTTY===!0,v=r&&c.hasColors?.()===!0;let p="";function m(u){c.write(p===""?u:`\r\x1B[K${u}`),p=""}return{isTerminal:r,print(u,E){const w=(0,g.o)(u);m(E===void 0||!v||w===""?`${w}
`:`\x1B[${T[E]}m${w}\x1B[0m
`)},showProgress(u){!r||u===p||(m((0,g.o)(u).slice(0,Math.max((c.columns||80)-1,20))),p=u)}}}})};
