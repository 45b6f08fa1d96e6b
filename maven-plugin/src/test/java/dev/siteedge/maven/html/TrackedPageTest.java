package dev.siteedge.maven.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackedPageTest {
    private static final String TAG = "<script defer src=\"/_edge/site-edge.js\"></script>";

    @ParameterizedTest
    @CsvSource({
        // The end of the head starts a line.
        "<head>|<title>a</title>|</head>|, <head>|<title>a</title>|TAG|</head>|",
        "<head>|<p>|  </head>|, <head>|<p>|TAG|  </head>|",
        "<HEAD lang=x>|</HEAD>|, <HEAD lang=x>|TAG|</HEAD>|",
        // It does not, but the head's start ends a line.
        "<head> |<meta></head>|, <head> |TAG|<meta></head>|",
        // Neither: another line of the head.
        "<head><meta>|<meta></head>, <head><meta>|TAG|<meta></head>",
        // A line break that is inside something is none.
        "<head><title>a|b</title></head>, <head><title>a|b</title>TAG</head>",
        "<head><script>a|b</script></head>, <head><script>a|b</script>TAG</head>",
        "<head><!-- a|b --></head>, <head><!-- a|b -->TAG</head>",
        "<head><meta a|b></head>, <head><meta a|b>TAG</head>",
        "<head><noscript>|</noscript></head>, <head><noscript>|</noscript>TAG</head>",
        // The end tag was left out.
        "<head>|<title>a</title>|<body>|, <head>|<title>a</title>|TAG|<body>|",
        "<head><title>a</title><BODY class=b><p></head>, <head><title>a</title>TAG<BODY class=b><p></head>",
        "<head><title>a</title><frameset>, <head><title>a</title>TAG<frameset>",
        "<head><script>'<body>'</script><body>, <head><script>'<body>'</script>TAG<body>",
        // No line break at all.
        "<head><title>a</title></head><body>|, <head><title>a</title>TAG</head><body>|",
    })
    void page_getsTheTagOnALineOfItsOwnWhereThereIsOne(String page, String expected) {
        assertThat(tracked(lines(page))).isEqualTo(lines(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>a fragment</p>\n",
                "",
                "<",
                "<head>\n<title>the end is missing\n",
                "<body>\n<pre></head></pre>\n",
                "<head><script>'</head>'</script>",
                "<head><!--\n</head>\n-->",
                "<header>\n<body>\n",
                "<head><!--\n<body>\n-->",
                "<head><meta content=\"</head>\">",
                "<head>\n<script src='/base/_edge/site-edge.js'></script>\n</head>",
                "<head>\n</head>\n<body><SCRIPT defer src=/_edge/site-edge.js></SCRIPT></body>",
            })
    void pageThatNeedsNoTag_staysAsItIs(String page) {
        assertThat(TrackedPage.of(page.getBytes(StandardCharsets.UTF_8), TAG)).isEmpty();
    }

    @Test
    void pageThatOnlyTalksAboutTheTracker_isTracked() {
        String page =
                "<head>\n<!-- <script src=/_edge/site-edge.js></script> -->\n</head>\n<code>/_edge/site-edge.js</code>";

        assertThat(tracked(page)).contains(TAG + "\n</head>");
    }

    @Test
    void pageWithWindowsLineBreaks_keepsThem() {
        assertThat(tracked("<head>\r\n<p>\r\n</head>")).isEqualTo("<head>\r\n<p>\r\n" + TAG + "\r\n</head>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "Shift_JIS", "EUC-KR", "windows-1251"})
    void pageInAnotherEncoding_keepsItsBytes(String encoding) {
        Charset charset = Charset.forName(encoding);
        byte[] head = "<head>\n".getBytes(charset);
        byte[] rest = "<title>é ж ソ 한</title>".getBytes(charset);
        byte[] page = concat(head, rest, "\n</head>\n".getBytes(charset));

        assertThat(TrackedPage.of(page, TAG))
                .hasValue(concat(head, rest, ("\n" + TAG + "\n</head>\n").getBytes(charset)));
    }

    @Test
    void utf16_staysAsItIs() {
        assertThat(TrackedPage.of("<head>\n</head>".getBytes(StandardCharsets.UTF_16), TAG))
                .isEmpty();
    }

    @Test
    void trackedPage_isNotTrackedAgain() {
        byte[] once = TrackedPage.of("<head>\n</head>".getBytes(StandardCharsets.UTF_8), TAG)
                .orElseThrow();

        assertThat(TrackedPage.of(once, TAG)).isEmpty();
    }

    @Test
    void apostropheInAnUnquotedValue_opensNoQuote() {
        assertThat(tracked("<head>\n<meta content=it's>\n</head>")).contains(TAG);
    }

    private static String tracked(String page) {
        return new String(
                TrackedPage.of(page.getBytes(StandardCharsets.UTF_8), TAG).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static String lines(String text) {
        return text.replace("TAG", TAG).replace('|', '\n');
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
