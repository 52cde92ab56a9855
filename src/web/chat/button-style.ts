/** Everything stands in a shadow root that takes nothing over from the page; colours are those of the console's tokens. */
export const STYLE = `
:host{all:initial!important}
*{box-sizing:border-box}
.button{position:fixed;z-index:2147483000;inset-block-end:16px;inset-inline-end:16px;display:flex;align-items:center;gap:8px;min-block-size:52px;
padding:12px 20px;border:1px solid transparent;border-radius:26px;background:#0b5cad;color:#fff;cursor:pointer;
font:600 16px/1.6 system-ui,"Noto Sans Thai","Noto Sans SC","Microsoft YaHei",Vazirmatn,"Noto Sans Arabic",sans-serif;box-shadow:0 2px 10px rgb(0 0 0/25%)}
.button:focus-visible{outline:3px solid #0b5cad;outline-offset:3px}
.button svg{inline-size:22px;block-size:22px;flex:none}
.badge{min-inline-size:24px;padding:0 7px;border-radius:12px;background:#fff;color:#0b5cad;text-align:center}
.frame{position:fixed;z-index:2147483000;inset-block-end:80px;inset-inline-end:16px;inline-size:min(400px,calc(100vw - 32px));
block-size:min(640px,calc(100vh - 96px));border:1px solid #7b8794;border-radius:12px;background:#fff;box-shadow:0 4px 24px rgb(0 0 0/25%)}
[hidden]{display:none!important}
@media (prefers-color-scheme:dark){.button{background:#7db7f2;color:#06192b}.button:focus-visible{outline-color:#7db7f2}.badge{background:#06192b;color:#7db7f2}.frame{background:#12161c;border-color:#6c7987}}
@media (max-width:480px),(max-height:480px){.frame{inset:0;inline-size:100%;block-size:100%;border:0;border-radius:0}.open{display:none}}
@media print{.button,.frame{display:none}}
`
