/** What the pages of the review add to the style sheet of the desk. */
export const reviewStyle = `
.lead-in{margin:-4px 0 16px}
.two{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:10px}
.record{min-width:0;display:grid;gap:8px;align-content:start}
.record h2{font-size:1.05rem;overflow-wrap:anywhere}.record h2 a{color:inherit}
.who-line{display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center}.who-line>div{flex:1;min-width:6rem}
.heads .record+.record{border-left:1px solid var(--line);padding-left:10px}
.letter{font-size:.78rem;font-weight:700;color:var(--soft)}
.field{border:0;margin:0;padding:12px 0;min-width:0}.field+.field,p+.field{border-top:1px solid var(--line)}
.field legend,.field h3{padding:0;font-weight:600;font-size:.9rem;color:var(--text);float:left;width:100%;margin-bottom:6px}.field .two{clear:both}
.option{display:flex;gap:8px;align-items:baseline;min-width:0;padding:9px 10px;border:1px solid var(--line);border-radius:10px;font-weight:400;font-size:.93rem}
div.option{border-color:transparent;background:var(--pale)}
label.option{cursor:pointer;min-height:44px}label.option:hover{background:var(--pale)}
label.option:has(:checked){border-color:var(--fill);background:var(--tint)}
.option input{accent-color:var(--fill);width:18px;height:18px;flex:none;margin:0;align-self:center}
.option .value{min-width:0;overflow-wrap:anywhere;white-space:pre-line}
mark{background:#ffe08a;color:#3d2c00;border-radius:3px;padding:0 1px}
.first{margin:-6px 0 10px}
.same{margin-top:12px;border-top:1px solid var(--line);padding-top:12px}.same summary{cursor:pointer;min-height:32px;font-weight:600;font-size:.9rem}
.bars{display:grid;gap:10px;font-size:.89rem}.bars li{display:grid;grid-template-columns:minmax(0,1fr) 3.4rem;gap:2px 10px;align-items:center}
.bars li>:first-child{grid-column:1/-1}.weight{width:100%;height:12px;display:block;background:var(--pale);border-radius:4px}
.weight line{stroke:var(--edge);stroke-width:.6}.weight .for{fill:#1f7a43}.weight .against{fill:var(--bad)}
.points{text-align:right;font-variant-numeric:tabular-nums;color:var(--soft)}
.why+.bars{margin-top:14px}
.verdict{display:grid;gap:10px}
.pair-row{display:grid;gap:8px;padding:13px 14px;color:inherit;text-decoration:none}.pair-row:hover{background:var(--pale)}.pair-row:focus-visible{outline-offset:-3px;border-radius:12px}
.pair-row .marks{margin:0}.person{display:flex;gap:8px;align-items:baseline;min-width:0}.person>:last-child{min-width:0}.person b{display:block;overflow:hidden;text-overflow:ellipsis}
.reason{font-size:.89rem;color:#3c4757;overflow-wrap:anywhere}
.merges{display:grid;gap:14px}.merges .when{font-size:.84rem;color:var(--soft)}.merges form{margin-top:6px}
.narrow{max-width:44rem;margin-bottom:16px}
.counts{border-collapse:collapse;width:100%;font-size:.93rem;font-variant-numeric:tabular-nums}.counts th,.counts td{padding:6px 0;text-align:right;font-weight:400}.counts tbody th{text-align:left;color:var(--soft)}.counts thead th{font-weight:700;font-size:.78rem;color:var(--soft)}.counts td,.counts thead th{width:4rem}.counts tr+tr{border-top:1px solid var(--line)}
.takeable{display:flex;align-items:center}.takeable .row{flex:1;min-width:0}.take{padding-right:14px}
@media (min-width:720px){.two{gap:16px}.heads .record+.record{padding-left:16px}.pair-row{padding:13px 18px}}
`.trim();
