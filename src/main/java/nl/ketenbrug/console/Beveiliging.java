package nl.ketenbrug.console;

import static nl.ketenbrug.operations.Account.AUDITOR;
import static nl.ketenbrug.operations.Account.BEHEERDER;
import static nl.ketenbrug.operations.Account.BEOORDELAAR;
import static nl.ketenbrug.operations.Account.BRON;
import static nl.ketenbrug.operations.Account.PARTNER;

import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.Set;
import nl.ketenbrug.operations.Accounts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may come where: the only place. HTTP Basic without session, for the API and for the pages.
 * What stands in no line of the table is closed to everybody.
 */
@Configuration(proxyBeanMethods = false)
class Beveiliging {

  private static final Set<String> LEZEND = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Bean
  SecurityFilterChain toegang(HttpSecurity http, Foutantwoord fout) throws Exception {
    return http.authorizeHttpRequests(Beveiliging::matrix)
        .httpBasic(
            basic ->
                basic.authenticationEntryPoint(
                    (vraag, antwoord, oorzaak) -> {
                      antwoord.setHeader(
                          "WWW-Authenticate", "Basic realm=\"Ketenbrug\", charset=\"UTF-8\"");
                      fout.schrijf(vraag, antwoord, Problemen.bij(HttpStatus.UNAUTHORIZED));
                    }))
        .exceptionHandling(
            uitzondering ->
                uitzondering.accessDeniedHandler(
                    (vraag, antwoord, oorzaak) ->
                        fout.schrijf(vraag, antwoord, Problemen.bij(HttpStatus.FORBIDDEN))))
        .sessionManagement(sessie -> sessie.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
                    .requireCsrfProtectionMatcher(uitDeBrowser()))
        .headers(
            koppen ->
                koppen
                    .contentSecurityPolicy(
                        csp ->
                            csp.policyDirectives(
                                "default-src 'self'; style-src 'self'; script-src 'none';"
                                    + " object-src 'none'; base-uri 'none'; form-action 'self';"
                                    + " frame-ancestors 'none'"))
                    .referrerPolicy(verwijzing -> verwijzing.policy(ReferrerPolicy.NO_REFERRER)))
        .build();
  }

  private static void matrix(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          regels) {
    regels
        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
        .permitAll()
        .requestMatchers(paden("/ketenbrug.css", "/favicon.svg", "/actuator/health/**"))
        .permitAll()
        .requestMatchers(
            paden(
                "/api/v1/openapi.json",
                "/api/v1/openapi.yaml",
                "/api/v1/gebeurtenistypen",
                "/gebeurtenistypen",
                "/api/v1/beslagregister/contract/*"))
        .permitAll()
        // Partners register their own attachments only; Registratietoegang sees to that.
        .requestMatchers(
            paden("/api/v1/aanleveringen/beslagregister", "/api/v1/beslagregister/soap"))
        .hasAnyRole(BRON, PARTNER)
        .requestMatchers(paden("/api/v1/aanleveringen/**"))
        .hasRole(BRON)
        .requestMatchers(
            paden(
                "/api/v1/berichten/**",
                "/api/v1/batches/**",
                "/batches/**",
                "/api/v1/openstaand",
                "/api/v1/volledigheid/**",
                "/api/v1/beslagregister/raadplegingen"))
        .hasRole(PARTNER)
        .requestMatchers(paden("/api/v1/partnerbestanden/proef", "/abonnementen/bestand"))
        .hasRole(BEHEERDER)
        .requestMatchers(paden("/api/v1/abonnementen/**", "/abonnementen/**"))
        .hasAnyRole(PARTNER, BEHEERDER)
        .requestMatchers(lezend("/api/v1/uitwijken", "/api/v1/uitwijken/*", "/uitwijken"))
        .hasAnyRole(PARTNER, BEHEERDER, AUDITOR)
        .requestMatchers(paden("/api/v1/papier/**", "/uitwijken/bundels/*/bezorging"))
        .hasAnyRole(PARTNER, BEHEERDER)
        .requestMatchers(paden("/api/v1/uitwijken/**", "/uitwijken/**"))
        .hasRole(BEHEERDER)
        .requestMatchers(
            lezend(
                "/api/v1/bvv/herzieningen",
                "/api/v1/bvv/herzieningen/*",
                "/herzieningen",
                "/herzieningen/*"))
        .hasAnyRole(BEHEERDER, AUDITOR)
        .requestMatchers(paden("/api/v1/bvv/herzieningen/**", "/herzieningen/**"))
        .hasRole(BEHEERDER)
        .requestMatchers(paden("/api/v1/bvv/**"))
        .hasAnyRole(BRON, PARTNER, BEHEERDER)
        .requestMatchers(paden("/api/v1/matches/**", "/matches/**"))
        .hasRole(BEOORDELAAR)
        .requestMatchers(paden("/api/v1/log/**", "/", "/berichten/**"))
        .hasRole(AUDITOR)
        .requestMatchers(lezend("/api/v1/herroepingen", "/api/v1/herroepingen/*", "/herroepingen"))
        .hasAnyRole(BEHEERDER, AUDITOR)
        .requestMatchers(paden("/api/v1/herroepingen/**"))
        .hasRole(BEHEERDER)
        .requestMatchers(
            paden(
                "/api/v1/geparkeerd/**",
                "/geparkeerd/**",
                "/api/v1/bronnen/verloop",
                "/actuator/**"))
        .hasRole(BEHEERDER)
        .anyRequest()
        .denyAll();
  }

  private static RequestMatcher[] lezend(String... patronen) {
    PathPatternRequestMatcher.Builder maker = PathPatternRequestMatcher.withDefaults();
    return Arrays.stream(patronen)
        .map(patroon -> maker.matcher(HttpMethod.GET, patroon))
        .toArray(RequestMatcher[]::new);
  }

  /** Explicit, because the CXF servlet beside Spring MVC makes a bare string ambiguous. */
  private static RequestMatcher[] paden(String... patronen) {
    PathPatternRequestMatcher.Builder maker = PathPatternRequestMatcher.withDefaults();
    RequestMatcher[] paden = new RequestMatcher[patronen.length];
    for (int i = 0; i < patronen.length; i++) {
      paden[i] = maker.matcher(patronen[i]);
    }
    return paden;
  }

  /**
   * A program that calls the API needs no token. A browser does: it adds remembered Basic
   * credentials to a request that another site makes it send, and tells so in Sec-Fetch-Site.
   */
  private static RequestMatcher uitDeBrowser() {
    RequestMatcher api = PathPatternRequestMatcher.withDefaults().matcher("/api/**");
    return vraag -> {
      if (LEZEND.contains(vraag.getMethod())) {
        return false;
      }
      String herkomst = vraag.getHeader("Sec-Fetch-Site");
      return !api.matches(vraag) || (herkomst != null && !herkomst.equals("same-origin"));
    };
  }

  @Bean
  Wachtwoorden wachtwoorden() {
    return new Wachtwoorden();
  }

  @Bean
  UserDetailsService gebruikers(Accounts accounts, Wachtwoorden wachtwoorden) {
    return new Gebruikers(accounts, wachtwoorden);
  }
}
