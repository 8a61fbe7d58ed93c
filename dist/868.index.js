export const id=868,ids=[868],modules={8868:(function(_,n,t){t.d(n,{s:()=>d});var o=t(7598),e=t.n(o);function d(s){return(0,o.createHash)("sha256").update(s).digest("hex")}})};
