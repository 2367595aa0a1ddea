import type { Accent } from '../shared/color';

/** The style sheet of every form page. Short values of ours only: nothing that came in gets here. */
export function formStyle({ fill, onFill, ink }: Accent): string {
	return `
:root{--fill:${fill};--on-fill:${onFill};--ink:${ink};--text:#1b2330;--soft:#5b6675;--line:#8490a1;--bad:#b3261e;
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
color:var(--text);color-scheme:light;-webkit-text-size-adjust:100%}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100dvh;background:#eef1f6;border-top:6px solid var(--fill);display:flex;flex-direction:column;align-items:center;padding:16px}
main{width:100%;max-width:680px;margin:auto 0;background:#fff;border-radius:16px;padding:28px 20px;box-shadow:0 1px 2px #1b23301a,0 12px 32px #1b23301a}
body.embedded{background:none;border:0;padding:4px;min-height:0}
body.embedded main{box-shadow:none;padding:12px}
header{margin-bottom:24px}
.logo{display:block;max-height:48px;max-width:220px;margin-bottom:20px}
h1{font-size:1.6rem;line-height:1.25;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}
:lang(zh) h1{letter-spacing:.02em}
.lead{margin:8px 0 0;color:var(--soft);white-space:pre-line;overflow-wrap:anywhere}
form{display:grid;grid-template-columns:minmax(0,1fr);gap:18px}
fieldset{border:0;margin:0;padding:0;min-width:0}
label,legend{font-weight:600;font-size:.95rem;padding:0;overflow-wrap:anywhere}
.optional{font-weight:400;color:var(--soft);font-size:.85rem;margin-inline-start:.35em}
input,select,textarea,button{font:inherit;color:inherit}
.control{display:block;width:100%;margin-top:6px;padding:11px 12px;min-height:48px;border:1px solid var(--line);border-radius:10px;background:#fff;transition:border-color .12s,box-shadow .12s}
textarea.control{min-height:128px;resize:vertical}
select.control{appearance:none;padding-right:40px;background:#fff url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='12' height='8'%3E%3Cpath d='m1 1 5 5 5-5' fill='none' stroke='%235b6675' stroke-width='2'/%3E%3C/svg%3E") no-repeat right 14px center}
.control:hover{border-color:var(--text)}
.control:focus,button:focus-visible,a:focus-visible{outline:2px solid var(--ink);outline-offset:1px}
.control:focus{border-color:var(--ink);box-shadow:0 0 0 4px color-mix(in srgb,var(--fill) 18%,transparent)}
::placeholder{color:#6d7785;opacity:1}
.tick{display:grid;grid-template-columns:auto minmax(0,1fr);gap:10px;align-items:start;font-weight:400;font-size:1rem;padding:6px 0;cursor:pointer}
.tick input{width:20px;height:20px;margin:2px 0 0;accent-color:var(--ink);flex:none}
.tick input:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
.hint{margin:0;color:var(--soft);font-size:.9rem}
.problem{display:block;margin:6px 0 0;color:var(--bad);font-size:.9rem;font-weight:500}
.wrong .control{border-color:var(--bad);background-color:#fff8f7}
.consents{display:grid;gap:4px;padding:14px 16px;background:#f5f7fa;border-radius:10px}
.consents .tick{font-size:.93rem}
.box{border-radius:10px;padding:14px 16px;margin-bottom:20px}
.box:focus{outline:2px solid currentColor;outline-offset:2px}
.box h2{font-size:1rem;margin:0}.box ul{margin:6px 0 0;padding-left:20px}.box a{color:inherit}
.box p{margin:0}
.bad{background:#fdeceb;color:#8c1d18;border-left:4px solid var(--bad)}
.note{background:#fff5db;color:#5f4300;border-left:4px solid #d99a00}
.send{appearance:none;border:0;border-radius:10px;min-height:52px;padding:12px 28px;background:var(--fill);color:var(--on-fill);font-weight:600;font-size:1.05rem;cursor:pointer;width:100%;transition:filter .12s}
.send:hover{filter:brightness(.93)}.send:active{filter:brightness(.86)}
.send[aria-busy=true]{cursor:progress;opacity:.75}
footer{display:flex;flex-wrap:wrap;justify-content:space-between;gap:8px 20px;margin-top:22px;font-size:.9rem}
a{color:var(--ink)}
.trap{position:absolute!important;left:-9999px;width:1px;height:1px;overflow:hidden}
.done{text-align:center;padding:24px 0}
.done svg{width:72px;height:72px;margin-bottom:16px}
.done .circle{fill:var(--fill)}.done .sign{fill:none;stroke:var(--on-fill);stroke-width:5;stroke-linecap:round;stroke-linejoin:round}
.code{display:block;width:min(100%,320px);margin:0 auto 20px}
.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:28px 0 8px}
.hint+form{margin-top:14px}
.downloads{display:flex;flex-wrap:wrap;justify-content:center;gap:8px 24px;margin:0 0 8px}
@media (min-width:600px){main{padding:40px}body.embedded main{padding:12px}form{grid-template-columns:repeat(2,minmax(0,1fr));column-gap:20px}.wide{grid-column:1/-1}.send{width:auto;min-width:180px}}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@media print{body{background:none;border:0}main{box-shadow:none}.screen{display:none}}
`.trim();
}
