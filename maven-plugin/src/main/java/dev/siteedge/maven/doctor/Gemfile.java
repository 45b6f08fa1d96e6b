package dev.siteedge.maven.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code gem} lines of a Gemfile, without running it: what is written by hand in nearly all of them. A name that Ruby
 * would compute is not seen.
 *
 * @param gems in the file's order
 */
record Gemfile(List<Line> gems) {
    /**
     * @param number of the line, from 1
     * @param plugin whether Bundler would load it into Jekyll by its group
     * @param elsewhere whether it is for a platform or for work that a build on the JVM has nothing to do with
     */
    record Line(int number, String name, boolean plugin, boolean elsewhere) {}

    private static final Pattern GEM = Pattern.compile("\\s*gem[\\s(]+[\"']([^\"']+)[\"'](.*)");
    private static final Pattern OPEN =
            Pattern.compile("\\s*(?:group|platforms?|source|git|path|install_if|if|unless)\\b(.*)");
    private static final Pattern END = Pattern.compile("\\s*end\\b.*");
    private static final String PLUGINS = "jekyll_plugins";
    private static final Pattern ELSEWHERE =
            Pattern.compile(".*:(?:development|test|mingw|mswin|x64_mingw|windows|mri)\\b.*");

    static Gemfile read(Path file) throws IOException {
        List<Line> gems = new ArrayList<>();
        Deque<String> blocks = new ArrayDeque<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String code = line.replaceFirst("(?:^|\\s)#.*", "");
            Matcher gem = GEM.matcher(code);
            Matcher open = OPEN.matcher(code);
            if (gem.matches()) {
                gems.add(line(number, gem.group(1), gem.group(2) + blocks));
            } else if (END.matcher(code).matches()) {
                blocks.poll();
            } else if (open.matches() && opens(code)) {
                blocks.push(open.group(1));
            }
        }
        return new Gemfile(gems);
    }

    private static Line line(int number, String name, String context) {
        boolean plugin = context.contains(PLUGINS);
        return new Line(
                number, name, plugin, !plugin && ELSEWHERE.matcher(context).matches());
    }

    private static boolean opens(String code) {
        return code.matches(".*\\bdo\\s*") || code.matches("\\s*(?:if|unless)\\b.*");
    }
}
