/**
 * The one script of the desk: it keeps the list fresh and a form from being sent twice. Everything
 * works without it. The list asks again and again for itself, less often while nothing happens and
 * not at all while nobody looks; the answer 204 means that nothing has changed.
 */
export const deskScript = `(()=>{
const d=document;
d.addEventListener('submit',e=>{const b=e.submitter;
if(b&&b.formMethod==='dialog')return e.preventDefault();
if(e.target.dataset.sent)return e.preventDefault();
e.target.dataset.sent=1;if(b)b.setAttribute('aria-busy','true')});
addEventListener('pageshow',()=>d.querySelectorAll('[data-sent]').forEach(f=>{delete f.dataset.sent;
f.querySelectorAll('[aria-busy]').forEach(b=>b.removeAttribute('aria-busy'))}));
let list=d.getElementById('list');if(!list)return;
d.querySelector('.live').hidden=false;
const base=list.dataset.refresh*1000,said=d.getElementById('said');let wait=base,timer,busy;
const idle=()=>{const s=getSelection();return !d.hidden&&(s.isCollapsed||!list.contains(s.anchorNode))};
const look=async()=>{
clearTimeout(timer);
if(busy)return;
if(idle()){busy=1;const u=new URL(location.href);u.searchParams.set('since',list.dataset.print);
const a=await fetch(u,{credentials:'same-origin'}).catch(()=>0);busy=0;
if(a&&(a.status===401||a.redirected))return location.reload();
if(a&&a.status===200){show(await a.text());wait=base}else wait=Math.min(wait*1.25,base*6)}
timer=setTimeout(look,wait)};
const show=text=>{
const t=d.createElement('template');t.innerHTML=text;const fresh=t.content.getElementById('list');if(!fresh)return;
const had=new Set([...list.querySelectorAll('[data-id]')].map(e=>e.dataset.id)),at=d.activeElement&&d.activeElement.closest('[data-id]');
let n=0;fresh.querySelectorAll('[data-id]').forEach(e=>{if(!had.has(e.dataset.id)){n++;e.classList.add('arrived')}});
list.replaceWith(fresh);list=fresh;
const back=at&&[...list.querySelectorAll('[data-id]')].find(e=>e.dataset.id===at.dataset.id);if(back)back.querySelector('a').focus({preventScroll:true});
if(n)said.textContent=n===1?said.dataset.one:said.dataset.other.replace('{count}',n)};
d.addEventListener('visibilitychange',()=>{if(!d.hidden){wait=base;look()}});
['pointerdown','keydown'].forEach(k=>addEventListener(k,()=>{if(wait>base){wait=base;clearTimeout(timer);timer=setTimeout(look,wait)}},{passive:true}));
timer=setTimeout(look,wait)})()`;
