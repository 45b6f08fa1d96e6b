// node sass.mjs FILE URL STYLE LOAD_PATH…: what npm's sass makes of a style sheet of a Jekyll site, as JSON with css and
// map. FILE is read, its front matter is left out; URL is where Jekyll says that it lies.
import fs from 'node:fs';
import * as sass from 'sass';

const [file, url, style, ...loadPaths] = process.argv.slice(2);
const text = fs.readFileSync(file, 'utf8').replace(/^---\n(?:.*\n)*?---\n/, '');
const { css, sourceMap } = sass.compileString(text, {
  syntax: file.endsWith('.sass') ? 'indented' : 'scss',
  url: new URL(url),
  loadPaths,
  style,
  sourceMap: true,
  sourceMapIncludeSources: true,
  logger: sass.Logger.silent,
});
console.log(JSON.stringify({ css, map: sourceMap }));
