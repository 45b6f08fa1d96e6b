// Runs a page's script once for each bucket and prints what it would show, without controls: "17 hero=bold".
import {readFileSync} from 'node:fs';
import vm from 'node:vm';

const [, data, text] = /^<script data-site-edge="([^"]*)">(.*)<\/script>$/s.exec(readFileSync(process.argv[2], 'utf8'));
const siteEdge = data.replace(/&#(\d+);/g, (all, point) => String.fromCodePoint(point));
const script = new vm.Script(text);
for (let bucket = 0; bucket < 10000; bucket++) {
  let content = '';
  const document = {
    cookie: `other=1; se_bucket=${bucket}`,
    currentScript: {dataset: {siteEdge}},
    write: html => ([, content] = /^<meta name=site-edge:variants content="([^"]*)">$/.exec(html)),
  };
  script.runInNewContext({document, location: {protocol: 'http:'}});
  const shown = content.split(',').filter(pair => pair && !pair.endsWith('=control') && pair !== `se_bucket=${bucket}`);
  console.log([bucket, ...shown].join(' '));
}
