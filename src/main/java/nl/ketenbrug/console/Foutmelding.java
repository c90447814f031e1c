package nl.ketenbrug.console;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An answer of the API that says what is wrong: a stable type and a Dutch sentence. */
class Foutmelding extends ErrorResponseException {

  /**
   * @param code last part of the problem's type, {@code urn:ketenbrug:fout:<code>}
   */
  Foutmelding(HttpStatus status, String code, String uitleg) {
    super(status, problem(status, code, uitleg), null);
  }

  private static ProblemDetail problem(HttpStatus status, String code, String uitleg) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, uitleg);
    problem.setType(URI.create("urn:ketenbrug:fout:" + code));
    return problem;
  }
}
