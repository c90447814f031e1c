package nl.ketenbrug.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The receiver of webhooks that the simulator plays. */
class WebhookontvangerTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Testsimulator simulator;
  private static URI adres;

  @BeforeAll
  static void start() {
    simulator = Testsimulator.start();
    adres = Simulator.adres(simulator.context());
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void itAgreesCountsAndSeesWhatCameBefore() throws Exception {
    HttpResponse<String> handdruk =
        HTTP.send(
            HttpRequest.newBuilder(adres.resolve("/webhook/een"))
                .header("WebHook-Request-Origin", "ketenbrug.demo.invalid")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(handdruk.statusCode()).isEqualTo(200);
    assertThat(handdruk.headers().firstValue("WebHook-Allowed-Origin"))
        .contains("ketenbrug.demo.invalid");

    assertThat(stuur("een", "a", 7, null)).isEqualTo(204);
    assertThat(stuur("een", "a", 7, null)).isEqualTo(204);
    assertThat(stuur("een", "b", 8, null)).isEqualTo(204);
    JsonNode stand = stand("een");
    assertThat(stand.path("gebeurtenissen").asInt()).isEqualTo(2);
    assertThat(stand.path("dubbel").asInt()).isEqualTo(1);
    assertThat(stand.path("opVolgorde").asBoolean()).isTrue();

    stuur("een", "d", 10, null);
    assertThat(stand("een").path("opVolgorde").asBoolean()).isFalse();
    assertThat(stand("een").path("laatsteVolgnummer").asInt()).isEqualTo(10);
  }

  @Test
  void itIsAwayForAsLongAsItIsTold() throws Exception {
    assertThat(
            simulator
                .zet("/simulator/webhooks/twee", "{\"status\":503,\"later\":60,\"aantal\":2}")
                .statusCode())
        .isEqualTo(200);
    assertThat(stuur("twee", "a", 1, null)).isEqualTo(503);
    assertThat(stuur("twee", "a", 1, null)).isEqualTo(503);
    assertThat(stuur("twee", "a", 1, null)).isEqualTo(204);
    assertThat(stand("twee").path("afgewezen").asInt()).isEqualTo(2);
    for (String fout :
        new String[] {"{\"status\":200}", "{\"statuss\":503}", "[]", "{\"sleutel\":{}}"}) {
      assertThat(simulator.zet("/simulator/webhooks/twee", fout).statusCode())
          .as(fout)
          .isEqualTo(400);
    }
  }

  @Test
  void withAKeyItTakesOnlyWhatWasSignedForIt() throws Exception {
    ECKey sleutel = new ECKeyGenerator(Curve.P_256).generate();
    simulator.zet(
        "/simulator/webhooks/drie",
        "{\"sleutel\":"
            + new ObjectMapper().writeValueAsString(sleutel.toPublicJWK().toJSONObject())
            + "}");
    String hier = adres.resolve("/webhook/drie").toString();

    assertThat(stuur("drie", "a", 1, null)).isEqualTo(401);
    assertThat(stuur("drie", "a", 1, onderteken(sleutel, hier, "b", "<x/>"))).isEqualTo(401);
    assertThat(stuur("drie", "a", 1, onderteken(sleutel, hier + "s", "a", "<x/>"))).isEqualTo(401);
    assertThat(stuur("drie", "a", 1, onderteken(sleutel, hier, "a", "<y/>"))).isEqualTo(401);
    assertThat(stuur("drie", "a", 1, onderteken(sleutel, hier, "a", "<x/>"))).isEqualTo(204);
    assertThat(stand("drie").path("valseHandtekening").asInt()).isEqualTo(4);
    assertThat(stand("drie").path("controleertHandtekening").asBoolean()).isTrue();
  }

  @Test
  void itReadsBothFormsAndTakesNoAttributeThatWasNotSigned() throws Exception {
    ECKey sleutel = new ECKeyGenerator(Curve.P_256).generate();
    simulator.zet(
        "/simulator/webhooks/vier",
        "{\"sleutel\":"
            + new ObjectMapper().writeValueAsString(sleutel.toPublicJWK().toJSONObject())
            + "}");
    String hier = adres.resolve("/webhook/vier").toString();
    String json =
        """
        {"id":"é","volgnummer":"1","datacontenttype":"application/xml","data":"<x/>"}""";

    assertThat(
            stuur(
                "vier",
                json,
                onderteken(sleutel, hier, "é", json),
                "Content-Type",
                "application/cloudevents+json; charset=UTF-8"))
        .isEqualTo(204);
    assertThat(stand("vier").path("laatsteVolgnummer").asInt()).isEqualTo(1);
    String handtekening = onderteken(sleutel, hier, "é", "<x/>");
    String[] koppen = {
      "Content-Type", "application/xml; charset=UTF-8", "ce-id", "%C3%A9", "ce-volgnummer", "1"
    };
    assertThat(stuur("vier", "<x/>", handtekening, koppen)).isEqualTo(204);
    assertThat(stand("vier").path("dubbel").asInt()).as("the same id in another form").isEqualTo(1);
    String[] meer = Arrays.copyOf(koppen, 8);
    meer[6] = "ce-type";
    meer[7] = "iets-anders";
    assertThat(stuur("vier", "<x/>", handtekening, meer)).isEqualTo(401);
    assertThat(
            stuur(
                "vier", "geen json", handtekening, "Content-Type", "application/cloudevents+json"))
        .isEqualTo(400);
  }

  private static int stuur(String naam, String body, String handtekening, String... koppen)
      throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(adres.resolve("/webhook/" + naam))
            .headers(koppen)
            .header("Ketenbrug-Handtekening", handtekening)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(post, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String onderteken(ECKey sleutel, String url, String id, String body)
      throws Exception {
    return onderteken(sleutel, url, id, body, "application/xml");
  }

  private static String onderteken(ECKey sleutel, String url, String id, String body, String soort)
      throws Exception {
    JWSObject jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .customParam("url", url)
                .customParam("ce", Map.of("id", id, "volgnummer", "1", "datacontenttype", soort))
                .build(),
            new Payload(body));
    jws.sign(new ECDSASigner(sleutel));
    return jws.serialize(true);
  }

  private static int stuur(String naam, String id, int volgnummer, String handtekening)
      throws Exception {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(adres.resolve("/webhook/" + naam))
            .header("Content-Type", "application/xml")
            .header("ce-id", id)
            .header("ce-volgnummer", Integer.toString(volgnummer))
            .POST(HttpRequest.BodyPublishers.ofString("<x/>"));
    if (handtekening != null) {
      post.header("Ketenbrug-Handtekening", handtekening);
    }
    return HTTP.send(post.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static JsonNode stand(String naam) throws Exception {
    return new ObjectMapper().readTree(simulator.haal("/simulator/webhooks/" + naam).body());
  }
}
