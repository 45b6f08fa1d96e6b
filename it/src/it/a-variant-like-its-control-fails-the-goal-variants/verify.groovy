def log = new File(basedir, 'build.log').text
assert log.contains("experiment 'nowhere' is on no page.")
assert log.contains("variant 'same' of experiment 'hero' is the same as the control on every page.")
assert log.contains("index.html: link '/no/such/page' leads nowhere in variant 'bold' of experiment 'hero'")
assert !(log =~ /(?m)^\s+at [\w.$]+\(/).find() : 'a stack trace'
def variants = new File(basedir, '.jekyll-cache/site-edge/variants')
assert new File(variants, 'hero/bold/index.html').text.contains('Bold')
def matrix = new groovy.json.JsonSlurper().parse(new File(variants, 'matrix.json'))
assert matrix.include*.variant == ['control', 'bold', 'same'] : matrix
