package dev.siteedge.edge;

final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
