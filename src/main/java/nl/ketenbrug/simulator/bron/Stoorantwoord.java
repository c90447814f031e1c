package nl.ketenbrug.simulator.bron;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A whole answer that a source gives when it does not do its work.
 *
 * @param status HTTP status
 * @param contentType media type, {@code null} for an answer without a body
 * @param body UTF-8 text
 */
public record Stoorantwoord(int status, String contentType, String body) {

  /** The three wrong answers of one source. */
  public interface Maker {
    /** The source is not there, status 503. */
    Stoorantwoord storing(String url);

    /** The source failed, status 500. */
    Stoorantwoord fout(String url);

    /** Status 200 and the media type of a good answer, but a body that nobody can read. */
    Stoorantwoord onzin();

    /**
     * Spoils a whole answer on its way out.
     *
     * @return whether it was written; when not, it goes out as it is
     */
    default boolean vervals(
        Regeling.Wijze wijze, ContentCachingResponseWrapper antwoord, HttpServletResponse response)
        throws IOException {
      return false;
    }
  }
}
