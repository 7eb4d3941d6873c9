// JupyterLab loads this as an extension that is nothing but a style: Hangul and hanja that a reader's system lacks come
// from the files beside it. Font families are those of JupyterLab's own themes, with ours last; what a reader has
// chosen in the settings is set on the element itself and stays in force.
(window._JUPYTERLAB ??= {}).fonts = {
  init() {},
  async get() {
    const own = [...document.scripts].map(script => script.src).find(address => address.endsWith('/fonts/lab.js'));
    const face = (file, weight) => `@font-face { font-family: "Korean of the project"; font-weight: ${weight};
      unicode-range: U+1100-11FF, U+3130-318F, U+3400-9FFF, U+AC00-D7AF, U+F900-FAFF; src: url("${new URL(file, own)}"); }`;
    const prose = 'system-ui, -apple-system, blinkmacsystemfont, "Segoe UI", helvetica, arial, sans-serif, "Korean of the project"';
    const code = 'menlo, consolas, "DejaVu Sans Mono", monospace, "Korean of the project"';
    const style = document.createElement('style');
    style.textContent = `${face('NotoSansKR-Regular.ttf', 400)} ${face('NotoSansKR-Bold.ttf', 700)}
      :root:root { --jp-ui-font-family: ${prose}; --jp-content-font-family: ${prose}; --jp-code-font-family-default: ${code}; }`;
    document.head.append(style);
    return () => ({});
  },
};
