package nl.ketenbrug.source;

import net.sf.saxon.s9api.Processor;

/** How messages are read. */
public final class Saxon {

  private Saxon() {}

  /**
   * Throws what goes wrong and reports it nowhere else. The reporter that Saxon makes for each
   * question by itself has a buffer of 24 kB and would quote the message on the error stream. Not
   * for stylesheets: what is wrong with one is in no exception.
   */
  public static Processor stil() {
    Processor saxon = new Processor(false);
    saxon.getUnderlyingConfiguration().setErrorReporterFactory(instellingen -> fout -> {});
    return saxon;
  }
}
