// Stands in the head of a page whose host only sends files; runs before anything is painted. What it works with stands in
// its own tag, so that its text, and the digest of it in a Content-Security-Policy, is the same in every page.
// d: document, s: what is shown, h: hash, k: the cookie, b: the bucket. Short names: it has to stay below 600 bytes.
{
  const d = document, s = [],
  // GrowthBook's: 32-bit FNV-1a over UTF-8 bytes, each of which is one character here.
  h = t => {
    let n = 2166136261;
    for (const c of t) n = Math.imul(n ^ c.charCodeAt(), 16777619);
    return n >>> 0;
  },
  k = () => /(?:^|\s)se_bucket=(\d{1,4})\b/.exec(d.cookie);
  k() || (d.cookie = `se_bucket=${Math.random() * 1e4 | 0};path=/;max-age=34560000;samesite=lax` + (location.protocol > 'http:' ? ';secure' : ''));
  // A browser that keeps no cookie shows the control, and nobody is exposed.
  if (k()) {
    const b = +k()[1];
    for (const [arms, shares, coverage, seed, starts, ends, group, from, to] of JSON.parse(d.currentScript.dataset.siteEdge)) {
      const now = Date.now(), n = h('' + h(seed + b)) % 1e4 / 1e4, g = h(b + '__' + group) % 1e3 / 1e3;
      let next = 0;
      const arm = shares.findIndex(share => n >= next && n < next + coverage * share || (next += share, 0));
      arm < 0 || now < starts || now >= ends || group && (g < from || g >= to) || s.push(arms[arm]);
    }
    // The tracker reads it; the collector works the arm out again.
    s[0] && d.write(`<meta name=site-edge:variants content="${s},se_bucket=${b}">`);
  }
  // Called between the templates of the variants and the control: writes the arm in the control's place, and opens a
  // template that the control is parsed into. It ends behind the control.
  siteEdgeShow = () => {
    let t = d.currentScript, v;
    while ((t = t.previousElementSibling) && (v = t.dataset.siteEdge)) if (s.includes(v)) return d.write(t.innerHTML + '<template>');
  };
}
