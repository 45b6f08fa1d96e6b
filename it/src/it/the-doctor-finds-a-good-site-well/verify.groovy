def log = new File(basedir, 'build.log').readLines()
def checks = ['java', 'configuration', 'gems', 'build', 'experiments', 'permalinks', 'reserved paths', 'sitemap', 'tracker',
              'csp', 'edge']
checks.each { name -> assert log.any { it ==~ /\[INFO\] ok   ${name}(: .*)?/ } : name }
assert log.contains('[INFO] 11 checks: 0 errors, 0 warnings.')
assert log.contains('[INFO] ok   tracker: 2 of 2 pages have it.')
assert !log.any { it.startsWith('[WARNING] WARN') || it.startsWith('[ERROR]') }
assert new File(basedir, '_site').list() == ['last-build.txt'] : 'the destination is not ours'
assert !new File(basedir, '.jekyll-cache/site-edge/doctor').exists() : 'something is left behind'
assert !new File(basedir, 'target').exists() : 'a folder without a pom gets no target folder'
