# frozen_string_literal: true

# Runs every test: `ruby test/run.rb`, from any folder, under CRuby or JRuby. Everything needed (jekyll,
# jekyll-feed, jekyll-seo-tag, jekyll-sitemap, minitest) must be loadable by a plain `require`.
here = File.expand_path(__dir__)
$LOAD_PATH.unshift(File.expand_path("../lib", here), here)

require "minitest"
Dir.glob("*_test.rb", :base => here).sort.each { |file| require File.join(here, file) }

tests = Minitest::Runnable.runnables.flat_map { |suite| suite.public_instance_methods.grep(/\Atest_/) }
abort "no tests were found in #{here}" if tests.empty?
exit(Minitest.run(ARGV.dup) ? 0 : 1)
