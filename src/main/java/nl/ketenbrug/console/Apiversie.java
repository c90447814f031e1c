package nl.ketenbrug.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Every answer of the API tells its version, refusals too (NL API Design Rules). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Apiversie extends OncePerRequestFilter {

  private final Openapi openapi;

  Apiversie(Openapi openapi) {
    this.openapi = openapi;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest vraag, HttpServletResponse antwoord, FilterChain keten)
      throws ServletException, IOException {
    if (vraag.getRequestURI().startsWith(vraag.getContextPath() + "/api/v1/")) {
      antwoord.setHeader("API-Version", openapi.versie());
    }
    keten.doFilter(vraag, antwoord);
  }
}
