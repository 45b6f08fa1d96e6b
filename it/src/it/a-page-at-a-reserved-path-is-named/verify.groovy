def log = new File(basedir, 'build.log').readLines()
def errors = log.findAll { it.startsWith('[ERROR] Failed to execute goal') }
assert errors.size() == 1 : errors
assert errors[0].contains('figures.md:3: the edge answers /metrics itself and would hide /metrics/index.html. Give it another permalink') : errors[0]
assert !log.any { it =~ /^\s+at [\w.$]+\(/ } : 'a stack trace'
assert !new File(basedir, '_site').exists() : 'half a site'
