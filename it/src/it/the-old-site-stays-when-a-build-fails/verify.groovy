assert new File(basedir, '_site/index.html').text.contains('Hello')
def leftovers = basedir.listFiles().findAll { it.name.startsWith('_site') || it.name.startsWith('._site') || it.name.startsWith('.site-edge') }
assert leftovers*.name.findAll { it != '_site' && !it.endsWith('.lock') } == [] : leftovers
