def log = new File(basedir, 'build.log').readLines()
[
    /\[WARNING\] WARN configuration: _config\.yml: url is not set; .+ Write .+/,
    /\[WARNING\] WARN gems: Gemfile:3: gem is not bundled, .+: nokogiri\. Take its java platform gem .+/,
    /\[WARNING\] WARN experiments: experiment 'hero' is running and on no page\. Put .+/,
    /\[WARNING\] WARN permalinks: two files differ only in .+: Index\.html and index\.html\. Give .+/,
    /\[ERROR\] ERROR sitemap: sitemap\.xml lists variant pages: .+hero\.bold\/index\.html\. List .+/,
    /\[WARNING\] WARN tracker: missing, .+: bare\.html\. Write .+/,
    /\[ERROR\] ERROR csp: .+ blocks the tracker's script .+\. Add 'self' to script-src\./,
    /\[ERROR\] ERROR csp: .+ blocks its events to http:\/\/127\.0\.0\.1:1\/api\/event\. Add http:\/\/127\.0\.0\.1:1 to connect-src\./,
    /\[WARNING\] WARN edge: site_edge\.tracker\.api is not reachable .+/,
    /\[INFO\] 11 checks: 3 errors, 6 warnings\./
].each { line -> assert log.count { it ==~ line } == 1 : line }
def failure = log.findAll { it.startsWith('[ERROR] Failed to execute goal') }
assert failure.size() == 1 : failure
assert failure[0].contains('The doctor has findings. 11 checks: 3 errors, 6 warnings. Mend what the lines above name.') : failure[0]
assert !log.any { it =~ /^\s+at [\w.$]+\(/ } : 'a stack trace'
assert !new File(basedir, '_site').exists() : 'the doctor builds elsewhere'
