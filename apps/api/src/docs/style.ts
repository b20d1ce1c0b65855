/** The page's whole look; the system decides between light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--text:#1b1d22;--muted:#5b6070;--line:#e3e5ea;--sunken:#f5f6f8;--accent:#b3245a;
--get:#0b6b4f;--post:#8a4b00;--delete:#b42318}
@media (prefers-color-scheme:dark){:root{--bg:#121316;--text:#eceef2;--muted:#a2a8b6;--line:#2c2f36;--sunken:#1b1d22;
--accent:#ff8db4;--get:#5bd3a9;--post:#f0b267;--delete:#ff8f85}}
*{box-sizing:border-box}html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC",sans-serif}
a{color:var(--accent)}a:focus-visible,pre:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code,pre{font:13px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--sunken);border:1px solid var(--line);border-radius:8px;padding:.75rem 1rem;overflow-x:auto;margin:.5rem 0}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem;z-index:1}
.page{display:grid;grid-template-columns:15rem minmax(0,1fr);max-width:72rem;margin:0 auto}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;padding:1.5rem 1rem;border-right:1px solid var(--line)}
nav ul{list-style:none;margin:0 0 1rem;padding:0}nav h2{font-size:13px;color:var(--muted);margin:.5rem 0 .25rem}
nav a{display:block;padding:.2rem 0;text-decoration:none;color:var(--text)}nav a:hover{color:var(--accent)}
main{padding:1.5rem 2rem 4rem;min-width:0}h1{font-size:28px;line-height:1.2;margin:.5rem 0 1rem}
main h2{font-size:22px;margin:3rem 0 .5rem}section h3{font-size:18px;margin:0}
section{border-top:1px solid var(--line);padding:1.5rem 0}.path{margin:.25rem 0 .75rem;overflow-wrap:anywhere}
.method{font-weight:700}.get{color:var(--get)}.post,.patch{color:var(--post)}.delete{color:var(--delete)}
p{max-width:44rem}h4{font-size:13px;color:var(--muted);margin:1rem 0 .25rem}
dl{margin:0;border-top:1px solid var(--line)}dl div{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:1rem;padding:.4rem 0;
border-bottom:1px solid var(--line)}dt{overflow-wrap:anywhere}dd{margin:0;min-width:0;overflow-wrap:anywhere}
.type{color:var(--muted)}.required{color:var(--accent);font-size:12px}summary{cursor:pointer;padding:.25rem 0;color:var(--accent)}
.menu{display:none}.menu ul{list-style:none;padding:0}
@media (max-width:800px){.page{display:block}nav{display:none}.menu{display:block}main{padding:1rem}
dl div{grid-template-columns:minmax(0,1fr);gap:.1rem}summary,.menu a{min-height:24px}}
`;
