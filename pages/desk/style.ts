import type { Accent } from '../shared/color';
import { reviewStyle } from './review/style';

/** The style sheet of the desk. Short values of ours only: nothing that came in gets here. */
export function deskStyle({ fill, onFill, ink }: Accent): string {
	return `
:root{--fill:${fill};--on-fill:${onFill};--ink:${ink};--text:#1b2330;--soft:#5b6675;--line:#dde2ea;--edge:#8490a1;--pale:#f3f5f9;--bad:#b3261e;--tint:color-mix(in srgb,var(--fill) 9%,#fff);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
color:var(--text);color-scheme:light;-webkit-text-size-adjust:100%}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100dvh;background:#eef1f6;display:flex;flex-direction:column}
a{color:var(--ink)}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}ul,ol{list-style:none}
h1{font-size:1.45rem;line-height:1.25;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:1.02rem}
h3{font-size:.82rem;color:var(--soft);font-weight:600}
:lang(zh) h1{letter-spacing:.02em}
input,select,textarea,button{font:inherit;color:inherit}
:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
.skip{position:absolute;left:-9999px;top:8px;z-index:9;background:#fff;padding:10px 16px;border-radius:8px}.skip:focus{left:8px}
.hidden{position:absolute!important;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.soft{color:var(--soft)}
.top{background:#fff;border-bottom:1px solid var(--line);border-top:4px solid var(--fill)}
.bar{max-width:1120px;margin:0 auto;padding:8px 16px;display:flex;flex-wrap:wrap;align-items:center;gap:4px 20px}
.brand{display:flex;align-items:center;gap:10px;font-weight:700;color:inherit;text-decoration:none;min-height:44px;overflow-wrap:anywhere}
.brand img{max-height:32px;max-width:140px}
.bar nav{display:flex;gap:4px;order:3;width:100%;overflow-x:auto}
.bar nav a{padding:9px 14px;border-radius:10px;color:var(--soft);text-decoration:none;font-weight:600;white-space:nowrap}
.bar nav a:hover{background:var(--pale)}
.bar nav a[aria-current]{background:var(--tint);color:var(--ink)}
.count{display:inline-block;min-width:1.6em;margin-left:6px;padding:0 .45em;border-radius:1em;background:var(--fill);color:var(--on-fill);font-size:.78rem;text-align:center}
.who{margin-left:auto;display:flex;align-items:center;gap:4px 14px;font-size:.88rem;color:var(--soft);min-width:0}
.who b{font-weight:600;color:var(--text);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-width:11em}
.who a{padding:10px 0;white-space:nowrap}
main{flex:1;width:100%;max-width:1120px;margin:0 auto;padding:20px 16px 40px}
main:focus{outline:0}
.card{background:#fff;border:1px solid var(--line);border-radius:14px;padding:18px;min-width:0}
.card>h2{margin-bottom:12px}
.box{border-radius:10px;padding:12px 16px;margin-bottom:16px;font-weight:500}
.good{background:#e3f5e9;color:#0f5128}.bad{background:#fdeceb;color:#8c1d18}.note{background:#fff5db;color:#5f4300}
.button{appearance:none;display:inline-flex;align-items:center;justify-content:center;gap:8px;min-height:44px;padding:8px 18px;border:1px solid transparent;border-radius:10px;background:var(--fill);color:var(--on-fill);font-weight:600;text-decoration:none;cursor:pointer;white-space:nowrap}
.button:hover{filter:brightness(.94)}.button[aria-busy=true]{opacity:.7;cursor:progress}
.plain{background:#fff;color:var(--ink);border-color:var(--line)}.plain:hover{background:var(--pale);filter:none}
.danger{background:#fff;color:var(--bad);border-color:#e9b9b5}.danger:hover{background:#fdeceb;filter:none}
.small{min-height:40px;padding:6px 12px;font-size:.9rem}
.control{width:100%;min-height:44px;padding:9px 12px;border:1px solid var(--edge);border-radius:10px;background:#fff}
textarea.control{min-height:84px;resize:vertical;display:block}
label{font-weight:600;font-size:.9rem}
.head{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:12px;margin-bottom:14px}
.tools{display:flex;gap:8px;width:100%}.tools .control{flex:1;min-width:0}
.tabs{display:flex;gap:6px;overflow-x:auto;padding:3px 3px 12px;margin:0 -3px;scrollbar-width:thin}
.tabs a{padding:8px 14px;border-radius:999px;border:1px solid var(--line);background:#fff;color:var(--text);text-decoration:none;font-size:.92rem;white-space:nowrap}
.tabs a:hover{border-color:var(--edge)}
.tabs a[aria-current]{background:var(--fill);border-color:var(--fill);color:var(--on-fill);font-weight:600}
.list{background:#fff;border:1px solid var(--line);border-radius:14px;overflow:hidden}
.list>ul>li+li{border-top:1px solid var(--line)}
.row{display:grid;grid-template-columns:40px minmax(0,1fr) auto;gap:2px 12px;padding:13px 14px;color:inherit;text-decoration:none;align-items:center}
.row:hover{background:var(--pale)}.row:focus-visible{outline-offset:-3px;border-radius:12px}
.face{grid-row:span 2;width:40px;height:40px;border-radius:50%;display:grid;place-items:center;background:var(--tint);color:var(--ink);font-weight:600;font-size:.95rem}
.name{display:flex;gap:8px;align-items:baseline;white-space:nowrap;min-width:0}.name>:first-child{overflow:hidden;text-overflow:ellipsis}.only{grid-row:span 2}
.unread .name>:first-child{font-weight:700}
.unread .face{position:relative}.unread .face::after{content:"";position:absolute;top:-1px;right:-1px;width:11px;height:11px;border-radius:50%;background:var(--fill);border:2px solid #fff}
.sub{display:block;grid-column:2/-1;font-size:.88rem;color:var(--soft);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.row time{font-size:.85rem;color:var(--soft);text-align:right;white-space:nowrap;grid-column:3;grid-row:1}
.marks{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center;grid-column:2/-1;font-size:.85rem;color:var(--soft);margin-top:4px}
.chip{display:inline-block;padding:1px 10px;border-radius:999px;font-size:.8rem;font-weight:600;line-height:1.6;background:#e8ecf3;color:#38424f;white-space:nowrap}
.chip.new{background:#dfeaff;color:#0e3fa5}.chip.open{background:#fff0cf;color:#6b4700}.chip.good{background:#dff3e6;color:#0f5128}.chip.late{background:#fdeceb;color:#8c1d18}
.arrived{animation:arrive 4s ease-out}@keyframes arrive{from{background:color-mix(in srgb,var(--fill) 26%,#fff)}}
.foot{display:flex;flex-wrap:wrap;gap:10px 16px;justify-content:space-between;align-items:center;margin-top:14px;font-size:.88rem;color:var(--soft)}
.live::before{content:"";display:inline-block;width:8px;height:8px;border-radius:50%;background:#1f9d55;margin-right:8px}
.blank{text-align:center;padding:44px 20px}.blank svg{width:84px;height:84px;margin-bottom:14px}
.blank p,.blank ul{max-width:32rem;margin:8px auto 0;color:var(--soft)}.blank ul{list-style:disc;text-align:left;width:fit-content;padding-left:20px}
.blank .button{margin-top:20px}
.cols{display:grid;gap:16px;grid-template-columns:minmax(0,1fr)}
.stack{display:grid;gap:16px;align-content:start;min-width:0}
.hero{display:flex;flex-wrap:wrap;gap:12px 16px;align-items:center;margin:6px 0 16px}
.hero .face{width:56px;height:56px;font-size:1.3rem;background:#fff;border:1px solid var(--line)}.hero .tags{margin-top:6px}
.message{margin:0 0 16px;padding:14px 18px;background:#fff;border:1px solid var(--line);border-left:4px solid var(--fill);border-radius:4px 14px 14px 4px;white-space:pre-line;overflow-wrap:anywhere}.message h2{font-size:.82rem;color:var(--soft)}
.hero>div{flex:1;min-width:12rem}
.hero .buttons{flex:none;min-width:0}
.buttons{display:flex;flex-wrap:wrap;gap:8px}
.back{display:inline-flex;align-items:center;gap:6px;min-height:40px;text-decoration:none;font-size:.92rem}
.step+.step{margin-top:18px;padding-top:18px;border-top:1px solid var(--line)}
.step label,.step .label{display:block;margin-bottom:6px;font-weight:600;font-size:.9rem}
.pair{display:flex;gap:8px}.pair .control{flex:1;min-width:0}
.step .buttons,textarea+.buttons{margin-top:10px}.hint{font-size:.84rem;color:var(--soft);margin-top:6px}
.facts{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:6px 14px;font-size:.93rem;margin-top:6px}
.facts dt{color:var(--soft);overflow-wrap:anywhere}.facts dd{overflow-wrap:anywhere;white-space:pre-line}
.group+.group{margin-top:16px;padding-top:14px;border-top:1px solid var(--line)}
.tags{display:flex;flex-wrap:wrap;gap:6px}
.events{border-left:2px solid var(--line);margin-left:6px;padding-left:18px;display:grid;gap:18px}
.events>li{position:relative;min-width:0;overflow-wrap:anywhere}.events>li::before{content:"";position:absolute;left:-25px;top:.45em;width:12px;height:12px;border-radius:50%;background:#fff;border:3px solid var(--edge)}
.events>li.mine::before{border-color:var(--fill)}
.events .when{font-size:.84rem;color:var(--soft)}
.said{white-space:pre-line;background:var(--pale);border-radius:10px;padding:10px 12px;margin-top:6px}
.why{font-size:.89rem;margin-top:4px;color:#3c4757}.why li{padding-left:14px;position:relative}.why li::before{content:"–";position:absolute;left:0}
.case+.case{margin-top:16px}.soft+.tabs{margin-top:12px}.why+.group{margin-top:14px}.case .top-line{display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center;justify-content:space-between;margin-bottom:10px}
.case textarea.control{min-height:44px}.case form{margin-top:14px;border-top:1px solid var(--line);padding-top:14px;display:grid;gap:10px}
.alone{max-width:560px;margin:6vh auto 0}.alone .card{padding:32px 24px}.alone h1{margin-bottom:10px}.alone h2{margin:20px 0 4px}
${reviewStyle}
footer{padding:0 16px 20px;text-align:center;font-size:.85rem}
@media (min-width:720px){
.bar nav{order:0;width:auto}.tools{width:auto;min-width:27rem}main{padding-top:26px}
.row{grid-template-columns:40px minmax(0,1fr) minmax(0,22rem) 7.5rem;padding:11px 18px}.sub{grid-column:2}
.marks{grid-column:3;grid-row:1/3;margin:0;display:grid;grid-template-columns:7.5rem minmax(0,1fr) minmax(0,1fr)}.marks>*{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;justify-self:start;max-width:100%}
.row time{grid-column:4;grid-row:1/3}
.card{padding:22px 24px}
}
@media (min-width:920px){.cols{grid-template-columns:minmax(0,1fr) 25rem}.cols .side{order:2}}
@media (prefers-reduced-motion:reduce){*{animation:none!important}}
@media print{.top,.tools,.tabs,.foot,.side,.skip,footer{display:none}body{background:none}}
`.trim();
}
