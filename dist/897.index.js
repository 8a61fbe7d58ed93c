"use strict";exports.id=897,exports.ids=[897],exports.modules={6801:(function(M,P,t){t.d(P,{H:()=>O,l:()=>u});var v=t(7975),y=t.n(v),$=t(3828),c=t(9809),r=t(4008);const g=["plan","write","check","images","explain"],f=Object.values($.F),p=["json","help","version"];function u(a){const{tokens:l}=(0,v.parseArgs)({args:[...a],options:E(),strict:!1,allowPositionals:!0,tokens:!0}),i=new Map,h=[];for(const s of l){if(s.kind==="positional"&&h.push(s.value),s.kind!=="option")continue;const m=s.inlineValue===!1&&s.value?.startsWith("--");w(i,s.rawName,s.name,m?void 0:s.value)}const d=new Set(p.filter(s=>i.delete(s))),e=d.has("help")?"help":d.has("version")?"version":void 0,{command:n,subject:o}=e?{command:e,subject:""}:T(h);return{command:n,subject:o,json:d.has("json"),inputs:i}}function E(){const a=p.map(i=>[i,{type:"boolean"}]),l=f.map(({name:i,type:h})=>[i,{type:h==="boolean"?"boolean":"string"}]);return{...Object.fromEntries([...a,...l]),help:{type:"boolean",short:"h"}}}function w(a,l,i,h){const d=f.find(n=>n.name===i);if(d===void 0&&!p.includes(i)){const n=(0,c.q)(i,[...p,...f.map(s=>s.name)]),o=n===void 0?"See prepuller --help.":`Did you mean --${n}?`;throw new r.HX(`There is no option ${l}. ${o}`)}if(d?.secrets!==void 0)throw new r.HX(`${l} would show a secret to everyone who lists the processes of this machine: give it in the variable ${O(i)}.`);if(h===void 0&&d!==void 0&&d.type!=="boolean")throw new r.HX(`${l} needs a value, such as ${l}=VALUE.`);const e=a.get(i);if(e!==void 0&&d?.type!=="lines")throw new r.HX(`${l} is given twice.`);a.set(i,[...e===void 0?[]:[e],h??"true"].join(`
`))}function O(a){return`PREPULLER_${a.toUpperCase().replaceAll("-","_")}`}function T([a="plan",...l]){if(a==="help")return{command:"help",subject:""};const i=g.find(n=>n===a);if(i===void 0){const n=(0,c.q)(a,g),o=n===void 0?`The commands are ${g.join(", ")}.`:`Did you mean ${n}?`;throw new r.HX(`There is no command ${JSON.stringify(a)}. ${o}`)}const[h="",...d]=i==="explain"?l:["",...l];if(i==="explain"&&h==="")throw new r.HX("What is to be explained? prepuller explain IMAGE, or a HelmRelease, or a file.");const[e]=d;if(e!==void 0)throw new r.HX(`${JSON.stringify(e)} is one argument too many. Options take their value with =: --flux-monorepo=false.`);return{command:i,subject:h}}}),1897:(function(M,P,t){t.d(P,{runCommand:()=>i});var v=t(4008),y=t(6599),$=t(8521),c=t(1013),r=t(6801),g=t(3828);const f=`prepuller keeps the container images of a Flux cluster warm on every node. This command shows in a clone what the
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
`,p=`Helm, and kustomize or kubectl, are taken from the PATH. On Linux what is not there is fetched, as in the action;
elsewhere they must be on the PATH. What is fetched is kept under ~/.cache, or XDG_CACHE_HOME.
`;function u(){const e=g.b.map(({title:n,inputs:o})=>`${n}:
${o.map(E).join("")}`);return[f,...e,p].join(`
`)}function E({name:e,type:n,description:o,default:s,secrets:m}){const A=m===void 0?`  --${e}${w(n)}`:`  ${(0,r.H)(e)} in the environment`,j=o.replaceAll("`","")+(s===""?"":` Default: ${s}.`);return`${A}
${a(j)}
`}function w(e){return typeof e!="string"?`=${e.join("|")}`:{boolean:"[=false]",text:"=TEXT",integer:"=NUMBER",lines:"=TEXT...",map:"=YAML"}[e]}const O=" ".repeat(6),T=110;function a(e){const n=[""];for(const o of e.split(/\s+/)){const s=n.at(-1)??"";s!==""&&s.length+o.length>=T?n.push(o):n[n.length-1]=s===""?o:`${s} ${o}`}return n.map(o=>O+o).join(`
`)}var l=t(6037);async function i(e,n){try{return await h(e,n)}catch(o){return d(o,(0,l.P)(n.messages)),2}}async function h(e,n){const o=(0,r.l)(e);if(o.command==="help"&&n.output.write(u()),o.command==="version"&&n.output.write(`${c.r}
`),o.command==="help"||o.command==="version")return 0;const{survey:s}=await Promise.all([t.e(815),t.e(280),t.e(81),t.e(240),t.e(494)]).then(t.bind(t,6494)),{answers:m}=await Promise.all([t.e(815),t.e(291),t.e(81),t.e(881)]).then(t.bind(t,8314));return m[o.command](await s(o,n),o)}function d(e,n){const o=(0,y.D)(e);if(e instanceof v.HX){n.print(`prepuller: ${e.message}`,"red");for(const m of(0,$.B)(e.detail??"").filter(Boolean))n.print(`  ${m}`);return}if(o!==void 0){n.print(`prepuller: ${o}`,"red");return}const s=e instanceof Error?e.stack??e.message:String(e);n.print("prepuller: This should not have happened, please report it:","red");for(const m of(0,$.B)(s))n.print(`  ${m}`)}}),6037:(function(M,P,t){t.d(P,{P:()=>$});var v=t(8521);const y={red:31,green:32,yellow:33,bold:1,dim:2};function $(c){const r=c.isTTY===!0,g=r&&c.hasColors?.()===!0;let f="";function p(u){c.write(f===""?u:`\r\x1B[K${u}`),f=""}return{isTerminal:r,print(u,E){const w=(0,v.o)(u);p(E===void 0||!g||w===""?`${w}
`:`\x1B[${y[E]}m${w}\x1B[0m
`)},showProgress(u){!r||u===f||(p((0,v.o)(u).slice(0,Math.max((c.columns||80)-1,20))),f=u)}}}})};
