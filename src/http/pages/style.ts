/** One style sheet for every public page, sent inside it: system fonts, logical directions, light and dark, and it prints. */
export const STYLE = `
:root{color-scheme:light dark;--canvas:#F5F7F9;--surface:#fff;--text:#131A22;--muted:#566270;--line:#D5DBE1;--control:#7B8794;--accent:#0B5CAD;--on:#fff;--tint:#EAF2FB;--breach:#A3123F;--ok:#1B6E3C;--note:#FFF4CF;--edge:#9A7B00;--worst:#6E0B3A;--grave:#C2410C;--serious:#9A6700}
@media(prefers-color-scheme:dark){:root{--canvas:#0D1116;--surface:#12161C;--text:#E8EDF2;--muted:#A0ACB9;--line:#2A323C;--control:#6C7987;--accent:#7DB7F2;--on:#06192B;--tint:#15263A;--breach:#FF8FA6;--ok:#62C88A;--note:#332B10;--edge:#C9A23A;--worst:#FAACC9;--grave:#CF5412;--serious:#CF9B31}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:1.125rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere;text-size-adjust:100%}
:lang(th) body,body:lang(th){font-family:system-ui,"Noto Sans Thai",Thonburi,"Leelawadee UI",sans-serif;line-height:1.7}
:lang(zh) body,body:lang(zh){font-family:system-ui,"PingFang SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;line-height:1.65;line-break:strict}
:lang(fa) body,body:lang(fa){font-family:Vazirmatn,system-ui,"Noto Sans Arabic","Segoe UI",Tahoma,sans-serif;line-height:1.8}
.frame{max-inline-size:36rem;margin-inline:auto;padding:1rem 1rem 3rem}
header{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.25rem 1rem;margin-block-end:1rem}
.brand{font-weight:700}
.tongues{display:flex;flex-wrap:wrap;gap:.1rem;margin-inline:auto -.5rem}
.tongues>*{font:inherit;font-size:1rem;background:none;border:0;margin:0;padding:.35rem .5rem;min-block-size:44px;min-inline-size:44px;color:var(--accent);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center;justify-content:center;border-radius:4px}
.tongues>[aria-current]{color:var(--text);font-weight:700;text-decoration:underline;text-underline-offset:.35em;text-decoration-thickness:2px}
main{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:1.25rem 1.25rem 1.5rem}
h1{font-size:1.55rem;line-height:1.35;margin:0 0 .4rem;text-wrap:balance}
h2{font-size:1.125rem;margin:1.75rem 0 .4rem}
p{margin:.4rem 0}
:lang(th) h1,:lang(th) h2,:lang(fa) h1,:lang(fa) h2{line-height:1.65}
.step,.hint,.soft{color:var(--muted);font-size:1rem}
.hint{display:block;font-weight:400;margin-block:0 .4rem}
fieldset{border:0;padding:0;margin:0;min-inline-size:0}
label,legend{display:block;font-weight:600;padding:0;margin-block:1.25rem .15rem}
legend h1,label h1{margin:0}
.title{margin-block:0}
.opt{color:var(--muted);font-weight:400;display:inline-block}
input:not([type=radio]),textarea{inline-size:100%;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--control);border-radius:6px;padding:.6rem .75rem;min-block-size:48px}
textarea{min-block-size:11rem;display:block;resize:vertical}
input[type=file]{border-style:dashed;padding:.75rem;font-size:1rem}
::file-selector-button{font:inherit;font-weight:600;color:var(--accent);background:var(--tint);border:0;border-radius:4px;padding:.45rem .8rem;margin-inline-end:.75rem;cursor:pointer}
[aria-invalid=true]{border:2px solid var(--breach)}
.choice{display:flex;align-items:center;gap:.7rem;font-weight:400;margin:.5rem 0 0;padding:.6rem .8rem;border:1px solid var(--control);border-radius:6px;min-block-size:48px;cursor:pointer}
.choice:has(:checked){border-color:var(--accent);background:var(--tint);box-shadow:inset 0 0 0 1px var(--accent)}
.choice input{inline-size:1.25rem;block-size:1.25rem;margin:0;accent-color:var(--accent);flex:none}
@supports selector(:has(*)){form:not(:has(#by-email:checked)) .for-email,form:not(:has(#by-phone:checked)) .for-phone{display:none}}
.actions{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem;margin-block-start:1.5rem}
button,.button{font:inherit;font-weight:600;background:var(--accent);color:var(--on);border:1px solid var(--accent);border-radius:6px;padding:.6rem 1.5rem;min-block-size:48px;cursor:pointer;text-decoration:none;text-align:center;display:inline-block}
.quiet{background:none;color:var(--accent)}
.link{background:none;border:0;color:var(--accent);padding:.2rem .4rem;min-block-size:44px;font-weight:400;text-decoration:underline;text-underline-offset:.2em}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.errors{border:2px solid var(--breach);border-radius:8px;padding:.9rem 1.1rem;margin-block:0 1.25rem}
.errors h2{margin:0 0 .25rem}.errors ul{margin:0;padding-inline-start:1.2rem}.errors a{color:var(--breach)}
.error{color:var(--breach);font-size:1rem;font-weight:600;margin:.15rem 0 .35rem}
.note{background:var(--note);border-inline-start:4px solid var(--edge);border-radius:4px;padding:.7rem .9rem;margin-block:0 1.25rem}
.card{background:var(--tint);border-radius:8px;padding:1rem 1.25rem;margin-block:1rem}
.answers{margin:1rem 0 0}
.answers>div{display:grid;grid-template-columns:1fr auto;gap:0 .5rem;border-block-start:1px solid var(--line);padding-block:.6rem}
.answers dt{font-weight:600;align-self:center}.answers dd{margin:0}
.answers dd:last-child{grid-column:1/-1;grid-row:2}.answers dd:nth-child(2){grid-column:2;grid-row:1}
.said{white-space:pre-wrap}
.answers .said{max-block-size:16rem;overflow:auto}
.reference{font:700 min(1.9rem,10vw)/1.3 ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",monospace;letter-spacing:.04em;display:inline-block;direction:ltr;unicode-bidi:isolate;white-space:nowrap}
.stages{list-style:none;margin:1.25rem 0;padding:0}
.stages li{position:relative;padding:0 0 .9rem 0;padding-inline-start:2rem;color:var(--muted)}
.stages li::before{content:"";position:absolute;inset-inline-start:.2rem;inset-block-start:.4em;inline-size:.9rem;block-size:.9rem;border:2px solid var(--control);border-radius:50%;background:var(--surface)}
.stages li:not(:last-child)::after{content:"";position:absolute;inset-inline-start:calc(.2rem + .45rem - 1px);inset-block:calc(.4em + 1rem) -.3em;inline-size:2px;background:var(--line)}
.stages .done{color:var(--text)}.stages .done::before{background:var(--accent);border-color:var(--accent)}.stages .done::after{background:var(--accent)!important}
.stages [aria-current]{font-weight:700;color:var(--text)}.stages [aria-current]::before{background:var(--accent);border-color:var(--accent);box-shadow:0 0 0 4px var(--tint)}
.plain{list-style:none;margin:0;padding:0}.plain li{padding-block:.3rem}
.kept{color:var(--ok)}.late{color:var(--breach)}
.turn{border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;margin-block:.75rem}
.turn.ours{background:var(--tint);border-color:transparent}
.turn h3{margin:0 0 .3rem;font-size:1rem}.turn time,.turn small{color:var(--muted);font-size:1rem;font-weight:400}
progress{inline-size:100%;accent-color:var(--accent)}
footer{margin-block-start:1rem;padding-inline:.25rem}
summary{color:var(--accent);cursor:pointer;min-block-size:44px;display:flex;align-items:center;gap:.5rem}
summary::before{content:"?";display:inline-flex;align-items:center;justify-content:center;inline-size:1.5rem;block-size:1.5rem;border:1.5px solid;border-radius:50%;font-size:.95rem;font-weight:700;line-height:1}
[hidden]{display:none!important}.id{direction:ltr;unicode-bidi:isolate;white-space:nowrap}
bdi{unicode-bidi:isolate}code{font-size:.95em;direction:ltr;unicode-bidi:isolate}
.away{position:absolute;inline-size:1px;block-size:1px;margin:-1px;padding:0;border:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap;min-block-size:0!important}
@media(max-width:24rem){main{padding:1rem}.frame{padding-inline:.6rem}}
@media print{:root{--canvas:#fff;--surface:#fff;--text:#000;--muted:#444;--tint:#fff;color-scheme:light}.tongues,footer,.actions{display:none}main{border:0}}
`
