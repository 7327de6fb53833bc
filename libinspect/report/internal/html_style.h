// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheet of HTML reports: three sizes of type, one accent, set for screens and for paper.
#pragma once

namespace waferglow {

inline constexpr const char* kReportStyle = R"css(
:root{--text:#1d2329;--quiet:#5b6670;--line:#c9d0d6;--panel:#f3f6f8;--accent:#0b5a8a;--alarm:#c2500a;
--large:18pt;--middle:11.5pt;--small:8.5pt}
*{box-sizing:border-box}
html{background:#e6eaed}
body{margin:0 auto;max-width:210mm;padding:14mm 17mm;background:#fff;color:var(--text);
font:var(--small)/1.45 "Liberation Sans","Helvetica Neue",Helvetica,Arial,"DejaVu Sans",sans-serif;
font-variant-numeric:tabular-nums lining-nums;-webkit-print-color-adjust:exact;print-color-adjust:exact}
h1{font-size:var(--large);line-height:1.15;margin:0;font-weight:600;letter-spacing:-.01em}
h2{font-size:var(--middle);margin:22pt 0 8pt;padding-top:6pt;border-top:1.5pt solid var(--accent);color:var(--accent);
font-weight:600}
h3,caption{font-size:var(--small);font-weight:600;margin:12pt 0 4pt;text-align:left;color:var(--text)}
caption{padding-bottom:4pt;margin:0}
p{margin:0 0 6pt;max-width:125mm}
.note,figcaption{color:var(--quiet)}
.warning{color:var(--text);border-left:3pt solid var(--alarm);padding:3pt 0 3pt 8pt}
header.top{margin-bottom:14pt}
header.top p{color:var(--quiet);margin:3pt 0 0;max-width:none;overflow-wrap:anywhere}
.scores{display:flex;gap:8pt;margin:0 0 12pt;break-inside:avoid}
.score{flex:1 1 0;background:var(--panel);border-top:2pt solid var(--accent);padding:6pt 8pt;min-width:0}
.score.alarm{border-color:var(--alarm)}
.score b{display:block;font-size:var(--large);line-height:1.25;font-weight:600;white-space:nowrap}
.score span{display:block;color:var(--quiet)}
table{border-collapse:collapse;margin:0 0 12pt;width:100%;break-inside:auto}
th{font-weight:600;text-align:left;border-bottom:.75pt solid var(--text);padding:2pt 8pt 2pt 0;vertical-align:bottom}
td{border-bottom:.5pt solid var(--line);padding:2pt 8pt 2pt 0;vertical-align:top;overflow-wrap:anywhere}
th:last-child,td:last-child{padding-right:0}
tr{break-inside:avoid}
thead{display:table-header-group}
.n{text-align:right;white-space:nowrap}
.swatch{display:inline-block;width:6.5pt;height:6.5pt;margin-right:4pt;vertical-align:-.5pt;border:.4pt solid #0003}
.tablenote{color:var(--quiet);margin:-8pt 0 12pt;max-width:none}
.facts{break-inside:avoid;margin-bottom:12pt}
dl{columns:2;column-gap:16pt;margin:0}
dl div{display:flex;break-inside:avoid;border-bottom:.5pt solid var(--line);padding:2pt 0}
dt{flex:0 0 34%;color:var(--quiet)}
dd{margin:0;flex:1;overflow-wrap:anywhere}
.figures{display:flex;gap:12pt;margin:0 0 12pt;break-inside:avoid}
.beside{display:flex;gap:14pt;margin:0 0 10pt;break-inside:avoid;align-items:flex-start}
figure{margin:0;min-width:0}
figure svg{display:block;width:100%;height:auto;overflow:visible;
font-family:"Liberation Sans","Helvetica Neue",Helvetica,Arial,"DejaVu Sans",sans-serif}
figure h3{margin:0 0 3pt}
figcaption{margin-top:3pt}
pre{font:7.5pt/1.4 "Liberation Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;background:var(--panel);padding:6pt 8pt;
margin:0 0 8pt;white-space:pre-wrap;overflow-wrap:anywhere}
.sign{display:grid;grid-template-columns:24% 1fr 1fr 22%;gap:0 10pt;break-inside:avoid}
.sign div{border-bottom:.75pt solid var(--text);height:30pt;display:flex;align-items:flex-end;padding-bottom:2pt}
.sign .head{height:auto;border:0;color:var(--quiet);padding:0}
.sign .role{border:0}
footer.end{margin-top:16pt;color:var(--quiet);overflow-wrap:anywhere}
@media (max-width:640px){body{padding:6mm}.figures,.beside,.scores{flex-wrap:wrap}.figures figure,.beside>*{flex:1 1 100%!important}
dl{columns:1}}
@media print{html{background:none}body{max-width:none;padding:0}h2,h3,caption{break-after:avoid}
h2.page{break-before:page;margin-top:0}}
)css";

}  // namespace waferglow
