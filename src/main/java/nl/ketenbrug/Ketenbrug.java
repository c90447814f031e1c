package nl.ketenbrug;

public final class Ketenbrug {
  public static void main(String[] a) {}
}
