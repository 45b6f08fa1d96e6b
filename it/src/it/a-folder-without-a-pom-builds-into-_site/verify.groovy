def index = new File(basedir, '_site/index.html').text
assert index.contains('<h1 id="hello">Hello</h1>')
assert index.count('/_edge/site-edge.js') == 1 : index
assert index.contains('data-site="site.example"')
assert new File(basedir, '_site/_edge/site-edge.js').length() > 0
assert new File(basedir, '_site/_edge/manifest.json').text.contains('"site.example"')
assert !new File(basedir, 'target').exists() : 'a folder without a pom gets no target folder'
