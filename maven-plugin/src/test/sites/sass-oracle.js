// node sass-oracle.js SITE OUT: the CSS that npm sass@1.94.2 gives for the style sheets in SITE/assets.
const sass = require('sass'), fs = require('fs'), path = require('path'), url = require('url');
const site = path.resolve(process.argv[2]);
for (const name of fs.readdirSync(path.join(site, 'assets'))) {
  const file = path.join(site, 'assets', name);
  const body = fs.readFileSync(file, 'utf8').replace(/^---\n(?:.*\n)*?---\n/, '');
  for (const style of ['expanded', 'compressed']) {
    const r = sass.compileString(body, {syntax: name.endsWith('.sass') ? 'indented' : 'scss', url: url.pathToFileURL(file), loadPaths: [path.join(site, '_sass')], style});
    fs.writeFileSync(path.join(process.argv[3], path.parse(name).name + '.' + style + '.css'), r.css);
  }
}
