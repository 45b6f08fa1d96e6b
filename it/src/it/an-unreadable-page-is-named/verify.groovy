def log = new File(basedir, 'build.log').readLines()
def errors = log.findAll { it.startsWith('[ERROR] Failed to execute goal') }
assert errors.size() == 1 : errors
assert errors[0] =~ /latin1\.md:2: the text is no UTF-8\./ : errors[0]
assert !log.any { it =~ /^\s+at [\w.$]+\(/ } : 'a stack trace'
assert new File(basedir, 'public/index.html').text == 'old\n' : 'the old site is gone'
