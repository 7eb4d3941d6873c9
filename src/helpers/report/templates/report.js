
(() => {
'use strict';
const one = (s, e = document) => e.querySelector(s), all = (s, e = document) => [...e.querySelectorAll(s)];
const make = (tag, attributes = {}, text = '') => { const e = document.createElement(tag); for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v); e.textContent = text; return e; };
const {shared, exhibits: data, cite: patterns, codes} = JSON.parse(one('#data').textContent), root = document.documentElement, live = one('#live'), tip = one('#tip');
const say = text => { live.textContent = ''; setTimeout(() => { live.textContent = text; }, 60); };

/* theme: auto, light, dark */
const theme = one('#theme'), next = {auto: 'light', light: 'dark', dark: 'auto'};
let mode = 'auto';
theme.onclick = () => { mode = next[mode]; mode === 'auto' ? delete root.dataset.theme : root.dataset.theme = mode; theme.textContent = 'Theme: ' + mode; };

/* code: folded until asked for, or until a link points into it */
const codeAll = one('#code-all');
codeAll.onclick = () => { const on = codeAll.getAttribute('aria-pressed') !== 'true'; codeAll.setAttribute('aria-pressed', on); codeAll.textContent = on ? 'Hide code' : 'Show code'; all('details.code').forEach(d => { d.open = on; }); };
const reveal = () => { const target = document.getElementById(decodeURIComponent(location.hash.slice(1))); if (!target) return; for (let e = target; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true; };
addEventListener('hashchange', reveal); reveal();

/* where am I */
const links = new Map(all('nav a').map(a => [decodeURIComponent(a.hash.slice(1)), a])), heads = all('main h2[id], main h3[id]').filter(h => links.has(h.id));
const spy = () => { let here = null; for (const h of heads) if (h.getBoundingClientRect().top < 140) here = h; links.forEach(a => a.removeAttribute('aria-current')); if (here) links.get(here.id).setAttribute('aria-current', 'location'); };
addEventListener('scroll', () => requestAnimationFrame(spy), {passive: true}); spy();
if (innerWidth < 1120) one('nav details').open = false;

/* tables: a click on a head sorts, a second one turns the order round */
const value = cell => { const text = cell ? cell.textContent.trim() : '', number = parseFloat(text.replace(/,/g, '').replace('−', '-')); return [text === '' ? 2 : Number.isNaN(number) || !/^[−\-\d.,]+%?$/.test(text) ? 1 : 0, number, text]; };
const compare = (a, b) => a[0] - b[0] || (a[0] === 0 ? a[1] - b[1] : a[2].localeCompare(b[2], 'en'));
const sortable = table => all('thead th', table).forEach((head, column) => {
  const button = make('button', {type: 'button', title: 'Sort by this column'}, head.textContent);
  head.textContent = ''; head.append(button);
  button.onclick = () => {
    const down = head.getAttribute('aria-sort') === 'ascending', body = one('tbody', table);
    const rows = all('tr', body).map((row, i) => [value(row.cells[head.cellIndex]), i, row]);
    rows.sort((a, b) => (down ? -1 : 1) * (compare(a[0], b[0]) || a[1] - b[1]));
    body.append(...rows.map(r => r[2]));
    all('thead th', table).forEach(h => h.removeAttribute('aria-sort')); head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    say('Sorted by ' + button.textContent + (down ? ', descending' : ', ascending'));
  };
});
all('table.data').forEach(sortable);

/* the data of an exhibit, by column: a number is a string in `shared`, a negative one repeats the cell before */
const unpack = column => column.reduce((cells, c) => { if (c < 0 && typeof c === 'number') for (; c < 0; c++) cells.push(cells.at(-1)); else cells.push(typeof c === 'number' ? shared[c] : c); return cells; }, []);
const rowsOf = id => { const columns = data[id].columns.map(unpack); return columns[0].map((_, i) => columns.map(c => c[i])); };
const quoted = c => /[",\r\n]/.test(c) ? '"' + c.replace(/"/g, '""') + '"' : c;
const csvOf = id => rowsOf(id).map(row => (row.length === 1 && row[0] === '' ? '""' : row.map(quoted).join(',')) + '\n').join('');

/* a citation: the pattern of its kind and format, with every value escaped for that format */
const latex = {'\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}'};
const escapes = {
  bibtex: t => t.replace(/[\\{}~^&%#_$]/g, c => latex[c] || '\\' + c), csl: t => JSON.stringify(t).slice(1, -1),
  markdown: t => t.replace(/([\\`*_[\]<>#@$|])/g, '\\$1'),
};
escapes.latex = escapes.bibtex;
const citation = (id, form) => {
  const e = data[id], slots = ['title', 'label', 'id', 'caption', 'alt', 'width', 'sha'], text = patterns[e.kind + (e.caption ? '+' : '')][form];
  return text.replace(/[\ue000-\ue006]/g, c => { const slot = slots[c.charCodeAt(0) - 0xe000], value = slot === 'id' ? id : e[slot] || ''; return ['title', 'caption', 'alt'].includes(slot) && escapes[form] ? escapes[form](value) : value; });
};

/* marks of a figure: hover or focus shows the printed words, from its data or from the list of printed lines; Enter goes to the line */
const short = t => t.length > 280 ? t.slice(0, t.lastIndexOf(' ', 270)) + ' …' : t;
const marksOf = id => {
  const [head, ...rows] = rowsOf(id), column = name => head.indexOf(name), plain = t => (t || '').replace(/^'(?='*[=+\-@\t\r])/, '');
  const [words, source, line] = ['as_printed', 'source_id', 'line'].map(column), names = ['name', 'label', 'link_name', 'table'].map(column), places = ['lines', 'sources_lines', 'places'].map(column).find(c => c >= 0) ?? -1;
  return rows.map(row => {
    const place = places >= 0 ? row[places].split(';')[0] : source >= 0 && line >= 0 && row[source] && row[line] ? row[source] + ':' + row[line] : '';
    const [from, lines = ''] = place.split(':'), anchor = lines ? (codes[from] || from) + '.' + lines.split('-')[0] : 'source-' + from;
    const printed = document.getElementById(anchor), name = names.map(n => row[n]).find(Boolean) || '';
    return [plain(name).replace(/;(?=\S)/g, '; '), short(plain(row[words]) || (lines && !lines.includes('-') && printed?.cells ? printed.cells[1].textContent : '')), place && (codes[from] || from) + (lines && ':' + lines.replace('-', '–')), printed ? anchor : ''];
  });
};
const showTip = (mark, [name, words, place]) => {
  tip.replaceChildren(); if (name) tip.append(make('b', {}, name)); if (words) tip.append(make('span', {}, '“' + words + '” ')); if (place) tip.append(make('span', {}, '(' + place + ')'));
  tip.hidden = false;
  const box = mark.getBoundingClientRect(), width = tip.offsetWidth;
  tip.style.left = Math.max(8, Math.min(box.left + box.width / 2 - width / 2, root.clientWidth - width - 8)) + scrollX + 'px';
  tip.style.top = (box.top > tip.offsetHeight + 70 ? box.top - tip.offsetHeight - 8 : box.bottom + 8) + scrollY + 'px';
};
const hideTip = () => { tip.hidden = true; };
all('figure.figure').forEach(figure => {
  const drawn = all('.mark', figure); if (!drawn.length) return;
  const known = marksOf(figure.id), says = m => (known[m.dataset.row] || []).some(Boolean), seen = new Set();
  const marks = drawn.filter(says).sort((a, b) => a.dataset.row - b.dataset.row).filter(m => !seen.has(m.dataset.row) && seen.add(m.dataset.row));
  drawn.filter(says).forEach(mark => { const entry = known[mark.dataset.row]; mark.addEventListener('mouseenter', () => showTip(mark, entry)); mark.addEventListener('mouseleave', hideTip); mark.addEventListener('click', () => { if (entry[3]) location.hash = entry[3]; }); });
  marks.forEach((mark, i) => {
    const entry = known[mark.dataset.row], go = () => { if (entry[3]) location.hash = entry[3]; };
    mark.setAttribute('role', entry[3] ? 'link' : 'img'); mark.setAttribute('tabindex', i ? '-1' : '0');
    mark.setAttribute('aria-label', [entry[0], entry[1] && '“' + entry[1] + '”', entry[2]].filter(Boolean).join(', '));
    mark.addEventListener('focus', () => showTip(mark, entry)); mark.addEventListener('blur', hideTip);
    mark.addEventListener('keydown', event => {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (step) { event.preventDefault(); const to = marks[(i + step + marks.length) % marks.length]; mark.setAttribute('tabindex', '-1'); to.setAttribute('tabindex', '0'); to.focus(); }
      else if (event.key === 'Enter') go(); else if (event.key === 'Escape') hideTip();
    });
  });
});
addEventListener('keydown', event => { if (event.key === 'Escape') hideTip(); });

/* downloads are made from what the page holds */
const save = (blob, name) => { const a = make('a', {href: URL.createObjectURL(blob), download: name}); document.body.append(a); a.click(); a.remove(); setTimeout(() => URL.revokeObjectURL(a.href), 5000); };
const faces = () => (one('style').textContent.match(/@font-face\{[^}]*'Noto Sans KR'[^}]*\}/g) || []).join('');
const drawing = id => {
  const svg = one('svg', document.getElementById(id)).cloneNode(true), [, , w, h] = svg.getAttribute('viewBox').split(' ');
  svg.setAttribute('width', w + 'pt'); svg.setAttribute('height', h + 'pt');
  all('.mark', svg).forEach(m => ['role', 'tabindex', 'aria-label', 'class'].forEach(n => m.removeAttribute(n)));
  svg.prepend(make('x')); const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  style.textContent = faces() + "text{font-family:'Noto Sans KR',sans-serif}*{stroke-linejoin:round;stroke-linecap:butt}"; svg.firstChild.replaceWith(style);
  return [new XMLSerializer().serializeToString(svg), parseFloat(w), parseFloat(h)];
};
const savers = {
  csv: id => save(new Blob(['\ufeff', csvOf(id)], {type: 'text/csv;charset=utf-8'}), id + '.csv'),
  svg: id => save(new Blob([drawing(id)[0]], {type: 'image/svg+xml'}), id + '.svg'),
  png: id => {
    const [text, w, h] = drawing(id), picture = new Image(), scale = 300 / 72;
    picture.onload = () => { const c = make('canvas'); c.width = Math.round(w * scale); c.height = Math.round(h * scale); const ctx = c.getContext('2d'); ctx.fillStyle = '#fff'; ctx.fillRect(0, 0, c.width, c.height); ctx.drawImage(picture, 0, 0, c.width, c.height); c.toBlob(b => save(b, id + '.png')); };
    picture.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
  },
};

/* data and citations, shown below an exhibit when asked for */
const panels = {
  data: id => {
    const [head, ...rows] = rowsOf(id), table = make('table', {class: 'data'}), line = (cells, tag, to) => { const tr = make('tr'); cells.forEach(c => tr.append(make(tag, tag === 'th' ? {scope: 'col'} : {}, c))); to.append(tr); };
    const top = make('thead'), body = make('tbody'), wide = make('div', {class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Data of ' + data[id].label});
    line(head, 'th', top); rows.forEach(r => line(r, 'td', body)); table.append(top, body); sortable(table); wide.append(table); return [wide];
  },
  cite: id => {
    const names = {apa: 'APA 7', chicago: 'Chicago', bibtex: 'BibTeX', ris: 'RIS', csl: 'CSL-JSON', latex: 'LaTeX', markdown: 'Markdown'};
    const choice = make('select', {'aria-label': 'Citation format'}), text = make('pre', {tabindex: '0', role: 'group', 'aria-label': 'Citation'}), copy = make('button', {type: 'button'}, 'Copy');
    for (const form in names) choice.append(make('option', {value: form}, names[form]));
    choice.onchange = () => { text.textContent = citation(id, choice.value); }; choice.onchange();
    copy.onclick = async () => { let done = true; try { await navigator.clipboard.writeText(text.textContent); } catch { const range = document.createRange(), chosen = getSelection(); range.selectNodeContents(text); chosen.removeAllRanges(); chosen.addRange(range); done = document.execCommand('copy'); } copy.textContent = done ? 'Copied' : 'Press Ctrl+C'; say(done ? 'Citation copied' : 'Press Control C to copy'); setTimeout(() => { copy.textContent = 'Copy'; }, 2500); };
    return [choice, copy, text];
  },
};
/* the buttons under each exhibit */
const forms = {figure: ['svg', 'png', 'csv'], table: ['csv'], finding: []};
all('.tools').forEach(tools => {
  const id = tools.dataset.for, {kind, label} = data[id], add = (e, says) => { e.setAttribute('aria-label', says); tools.append(e); };
  forms[kind].forEach(f => add(make('button', {type: 'button', 'data-save': f}, f.toUpperCase()), `Download ${label} as ${f.toUpperCase()}`));
  if (kind === 'figure') add(make('a', {class: 'button', href: `figures/${id}.pdf`, download: '', title: 'A file in the folder figures beside this page'}, 'PDF'), `Download ${label} as PDF, from the folder figures beside this page`);
  if (kind === 'figure') add(make('button', {type: 'button', 'data-show': 'data', 'aria-expanded': 'false'}, 'Data'), `Show the data of ${label}`);
  add(make('button', {type: 'button', 'data-show': 'cite', 'aria-expanded': 'false'}, 'Cite'), `Cite ${label}`);
});
document.addEventListener('click', event => {
  const button = event.target.closest('[data-save], [data-show]'); if (!button) return;
  const tools = button.closest('.tools'), id = tools.dataset.for;
  if (button.dataset.save) { savers[button.dataset.save](id); say(button.dataset.save.toUpperCase() + ' made'); return; }
  const open = button.getAttribute('aria-expanded') === 'true', what = button.dataset.show;
  all('.panel', tools).forEach(p => p.remove()); all('[data-show]', tools).forEach(b => b.setAttribute('aria-expanded', 'false'));
  if (open) return;
  const panel = make('div', {class: 'panel'}); panel.append(...panels[what](id)); tools.append(panel); button.setAttribute('aria-expanded', 'true');
});
})();
