package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Source;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import nl.ketenbrug.intake.Schemacontrole;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The register of attachments by SOAP, as a bailiff organisation would use it: a client of CXF made
 * from the WSDL that the engine serves; and raw HTTP for what no client would send.
 */
final class BeslagregisterSoapproef {

  private static final String BRON = "urn:ketenbrug:bron:beslagregister:1";
  private static final String DIENST = "urn:ketenbrug:dienst:beslagregister:1";
  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String PAD = "/api/v1/beslagregister/soap";
  private static final String VEENSTRA = "00000099000000110000";
  private static final String ANDER = "00000099000000140000";
  private static final String BSN = "999991073";

  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));
  private final HttpClient http = HttpClient.newHttpClient();
  private final String adres;
  private final JdbcClient jdbc;

  BeslagregisterSoapproef(String adres, JdbcClient jdbc) {
    this.adres = adres;
    this.jdbc = jdbc;
  }

  void aBailiffRegistersChangesWithdrawsAndConsultsByTheContractAsItIsServed() throws Exception {
    String gelegd = mutatie("gelegd", "SOAP-1", "<oin>" + VEENSTRA + "</oin>", "10");
    String eerste = roep("deurwaarder-veenstra", "registreer", gelegd);
    dienst(eerste);
    assertThat(eerste).contains("<d:duplicaat>false<");
    assertThat(
            jdbc.sql("select partner from aanlevering where gereed and bericht_id::text = :id")
                .param("id", veld(eerste, "berichtId"))
                .query(String.class)
                .list())
        .as("kept with who delivered it")
        .containsExactly("deurwaarder-veenstra");
    String nogEens = roep("deurwaarder-veenstra", "registreer", gelegd);
    assertThat(nogEens).contains("<d:duplicaat>true<");
    assertThat(veld(nogEens, "berichtId")).isEqualTo(veld(eerste, "berichtId"));

    wachtOpStatus("SOAP-1", "lopend");
    String antwoord = roep("deurwaarder-veenstra", "raadpleeg", vraag(BSN));
    dienst(antwoord);
    assertThat(antwoord)
        .contains("<d:registratieId>SOAP-1<", "<d:oin>" + VEENSTRA, "<d:tijdVanBeslag>10:01:00<")
        .doesNotContain(BSN);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                """
                                select count(*) from logregel
                                where stap = 'geraadpleegd' and bericht_id::text = :id""")
                            .param("id", veld(antwoord, "raadplegingId"))
                            .query(Long.class)
                            .single())
                    .isEqualTo(1));

    roep(
        "deurwaarder-veenstra",
        "registreer",
        mutatie(
            "gewijzigd",
            "SOAP-1",
            "<gerechtsdeurwaarderId>GDW-VEENSTRA</gerechtsdeurwaarderId>",
            "11"));
    roep(
        "deurwaarder-veenstra",
        "registreer",
        mutatie("ingetrokken", "SOAP-1", "<oin>" + VEENSTRA + "</oin>", "12"));
    wachtOpStatus("SOAP-1", "beeindigd");
    assertThat(roep("deurwaarder-veenstra", "raadpleeg", vraag(BSN))).doesNotContain("SOAP-1");
    assertThat(
            roep(
                "beslagregister",
                "registreer",
                mutatie("gelegd", "SOAP-2", "<oin>" + ANDER + "</oin>", "13")))
        .as("the register itself registers for everybody")
        .contains("<d:duplicaat>false<");
    wachtOpStatus("SOAP-2", "lopend");
  }

  void nobodyRegistersForSomebodyElse() throws Exception {
    assertThat(
            weigering(
                "deurwaarder-veenstra",
                "registreer",
                mutatie("gelegd", "SOAP-3", "<oin>" + ANDER + "</oin>", "14")))
        .isEqualTo("beslaglegger-niet-eigen");
    assertThat(
            weigering(
                "deurwaarder-veenstra",
                "registreer",
                mutatie(
                    "gelegd",
                    "SOAP-3",
                    "<gerechtsdeurwaarderId>GDW-ANDER</gerechtsdeurwaarderId>",
                    "14")))
        .isEqualTo("beslaglegger-niet-eigen");
    assertThat(
            weigering(
                "deurwaarder-veenstra",
                "registreer",
                mutatie("opgeheven", "SOAP-2", "<oin>" + VEENSTRA + "</oin>", "15")))
        .as("an attachment of somebody else, under one's own name")
        .isEqualTo("registratie-van-ander");
    String mutatie = mutatie("gelegd", "SOAP-4", "<oin>" + VEENSTRA + "</oin>", "16");
    for (String wie : new String[] {"cjib", "svb", "brp-stuf"}) {
      assertThat(weigering(wie, "registreer", mutatie)).as(wie).isEqualTo("geen-toegang");
    }
    assertThat(weigering("cjib", "raadpleeg", vraag(BSN))).isEqualTo("raadplegen-zonder-recht");
    assertThat(weigering("beslagregister", "raadpleeg", vraag(BSN))).isEqualTo("geen-toegang");
    for (String wie : new String[] {"beheerder", "auditor", "beoordelaar"}) {
      assertThat(stuur(wie, null, envelop(vraag(BSN))).statusCode()).as(wie).isEqualTo(403);
    }
    Webklant veenstra = new Webklant(adres, "deurwaarder-veenstra", "deurwaarder-veenstra");
    String opHttp = "/api/v1/aanleveringen/beslagregister";
    assertThat(
            veenstra
                .post(
                    opHttp,
                    "application/xml",
                    mutatie("gelegd", "SOAP-3", "<oin>" + ANDER + "</oin>", "14"))
                .json()
                .path("type")
                .asText())
        .isEqualTo("urn:ketenbrug:fout:beslaglegger-niet-eigen");
    Webklant.Antwoord http = veenstra.post(opHttp, "application/xml", mutatie);
    assertThat(http.status()).isEqualTo(202);
    String opSoap =
        dienst(
            stuur(
                    "deurwaarder-veenstra",
                    null,
                    envelop(
                        mutatie
                            .replace("xmlns=", "xmlns:b=")
                            .replaceAll("<(/?)([A-Za-z])", "<$1b:$2")))
                .body());
    assertThat(veld(opSoap, "berichtId")).isEqualTo(http.json().path("berichtId").asText());
    assertThat(veld(opSoap, "duplicaat")).as("the same by HTTP, with a prefix").isEqualTo("true");
    assertThat(
            weigering(
                "deurwaarder-veenstra",
                "registreer",
                mutatie("opgeheven", "\n SOAP-2 ", "<oin>" + VEENSTRA + "</oin>", "15")))
        .as("somebody else's, with spaces around it")
        .isEqualTo("registratie-van-ander");
    assertThat(
            weigering(
                "deurwaarder-veenstra",
                "registreer",
                mutatie("overgedragen", "SOAP-4", "<oin>" + VEENSTRA + "</oin>", "19")))
        .isEqualTo("overdracht-alleen-register");
    assertThat(
            new Webklant(adres, "cjib", "cjib").post(opHttp, "application/xml", mutatie).status())
        .isEqualTo(403);
    assertThat(
            jdbc.sql("select count(*) from beslag where registratie_id = 'SOAP-3'")
                .query(Long.class)
                .single())
        .isZero();
  }

  void whatIsNotByTheContractIsAFaultWithACode() throws Exception {
    String goed = envelop(vraag(BSN));
    Map<String, String> pogingen =
        Map.ofEntries(
            Map.entry("", "xml-niet-leesbaar"),
            Map.entry("geen xml", "xml-niet-leesbaar"),
            Map.entry(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + goed,
                "xml-dtd-verboden"),
            Map.entry(vraag(BSN), "xml-niet-geldig"),
            Map.entry(goed.replace(SOAP, "http://www.w3.org/2003/05/soap-envelope"), "soap-versie"),
            Map.entry(
                goed.replace("</s:Envelope>", "<s:Body>" + vraag(BSN) + "</s:Body></s:Envelope>"),
                "xml-niet-geldig"),
            Map.entry(envelop(vraag(BSN) + vraag(BSN)), "xml-niet-geldig"),
            Map.entry(envelop(""), "xml-niet-geldig"),
            Map.entry(envelop("<a>".repeat(200) + "</a>".repeat(200)), "xml-te-diep"),
            Map.entry(goed.replace(DIENST, DIENST + "0"), "operatie-onbekend"),
            Map.entry(goed.replace("Raadpleegvraag", "Raadpleegantwoord"), "operatie-onbekend"),
            Map.entry(goed.replace("<v:kenmerk>IT-2</v:kenmerk>", ""), "xml-niet-geldig"),
            Map.entry(goed.replace(BSN, "999991074"), "bsn-ongeldig"),
            Map.entry(
                goed.replace(
                    "<s:Body>",
                    "<s:Header><x:y xmlns:x=\"urn:x\" s:mustUnderstand=\"1\"/></s:Header><s:Body>"),
                "soap-kop-niet-begrepen"),
            Map.entry(
                envelop(mutatie("gelegd", "SOAP-5", "<oin>" + VEENSTRA + "</oin>", "17"))
                    .replace("<rente>", "<rente>x"),
                "xml-niet-geldig"),
            Map.entry(" ".repeat(2_000_000) + goed, "te-groot"));
    for (Map.Entry<String, String> poging : pogingen.entrySet()) {
      HttpResponse<String> antwoord = stuur("deurwaarder-veenstra", null, poging.getKey());
      assertThat(antwoord.statusCode()).as(poging.getValue()).isEqualTo(500);
      assertThat(antwoord.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/xml");
      String fout = dienst(antwoord.body());
      assertThat(veld(fout, "code")).as(antwoord.body()).isEqualTo(poging.getValue());
      assertThat(antwoord.body()).doesNotContain("9999910", "hostname");
    }
    HttpResponse<String> andereActie =
        stuur("deurwaarder-veenstra", "\"" + DIENST + "/registreer\"", goed);
    assertThat(veld(dienst(andereActie.body()), "code")).isEqualTo("soapaction-onjuist");
    assertThat(stuur("deurwaarder-veenstra", "\"\"", goed).statusCode()).isEqualTo(200);
    aFloodIsCutOff();
    assertThat(new Webklant(adres, "x", "x").get("/api/v1/beslagregister/contract/x").status())
        .isEqualTo(401);
  }

  /** The answer, or a connection that is closed while the sender still talks. */
  private void aFloodIsCutOff() throws Exception {
    try {
      HttpResponse<String> antwoord =
          stuur("deurwaarder-veenstra", null, "<x>" + " ".repeat(50_000_000));
      assertThat(antwoord.body()).contains("te-groot");
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
    assertThat(stuur("deurwaarder-veenstra", null, envelop(vraag(BSN))).statusCode())
        .isEqualTo(200);
  }

  void withoutTheDatabaseNothingIsPromisedOrTold() throws Exception {
    for (String vraag :
        new String[] {
          vraag(BSN), mutatie("gelegd", "SOAP-6", "<oin>" + VEENSTRA + "</oin>", "18")
        }) {
      HttpResponse<String> antwoord = stuur("deurwaarder-veenstra", null, envelop(vraag));
      assertThat(veld(dienst(antwoord.body()), "code")).isEqualTo("tijdelijk-niet-beschikbaar");
      assertThat(antwoord.body()).contains("soap:Server").doesNotContain("SOAP-");
    }
  }

  private String roep(String wie, String operatie, String inhoud) throws Exception {
    Service service =
        Service.create(
            URI.create(adres + "/api/v1/beslagregister/contract/beslagregister-v1.wsdl").toURL(),
            new QName(DIENST, "Beslagregister"));
    Dispatch<Source> klant =
        service.createDispatch(
            new QName(DIENST, "BeslagregisterSoap"), Source.class, Service.Mode.PAYLOAD);
    Map<String, Object> context = klant.getRequestContext();
    context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, adres + PAD);
    context.put(BindingProvider.USERNAME_PROPERTY, wie);
    context.put(BindingProvider.PASSWORD_PROPERTY, wie);
    context.put(BindingProvider.SOAPACTION_USE_PROPERTY, true);
    context.put(BindingProvider.SOAPACTION_URI_PROPERTY, DIENST + "/" + operatie);
    StringWriter uit = new StringWriter();
    Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    transformer.transform(
        klant.invoke(new StreamSource(new StringReader(inhoud))), new StreamResult(uit));
    return uit.toString();
  }

  /** The code in the detail of the fault, as a client of CXF finds it. */
  private String weigering(String wie, String operatie, String inhoud) {
    SOAPFaultException fout =
        catchThrowableOfType(SOAPFaultException.class, () -> roep(wie, operatie, inhoud));
    assertThat(fout).as(wie + " " + operatie).isNotNull();
    return fout.getFault()
        .getDetail()
        .getElementsByTagNameNS(DIENST, "code")
        .item(0)
        .getTextContent();
  }

  private HttpResponse<String> stuur(String wie, String actie, String body) throws Exception {
    HttpRequest.Builder verzoek =
        HttpRequest.newBuilder(URI.create(adres + PAD))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "text/xml; charset=UTF-8")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString((wie + ":" + wie).getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (actie != null) {
      verzoek.header("SOAPAction", actie);
    }
    return http.send(verzoek.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What stands in an answer of the service, found valid by the schema that is published. */
  private String dienst(String antwoord) {
    String inhoud =
        antwoord.replaceAll(
            "(?s).*?(<d:(Registratieantwoord|Raadpleegantwoord|Fout) .*</d:\\2>).*", "$1");
    schemas.controleer(inhoud, "transforms/beslagregister/beslagregisterdienst-v1.xsd");
    return inhoud;
  }

  private static String veld(String xml, String naam) {
    return xml.replaceAll("(?s).*?<d:" + naam + ">([^<]*)<.*", "$1");
  }

  private void wachtOpStatus(String registratieId, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql("select status from beslag where registratie_id = :id")
                            .param("id", registratieId)
                            .query(String.class)
                            .optional())
                    .hasValue(status));
  }

  private static String envelop(String inhoud) {
    return "<s:Envelope xmlns:s=\"%s\"><s:Body>%s</s:Body></s:Envelope>".formatted(SOAP, inhoud);
  }

  private static String vraag(String bsn) {
    return """
        <v:Raadpleegvraag xmlns:v="%s"><v:bsn>%s</v:bsn><v:doelbinding>voor-beslag</v:doelbinding>\
        <v:kenmerk>IT-2</v:kenmerk></v:Raadpleegvraag>"""
        .formatted(DIENST, bsn);
  }

  private static String mutatie(String soort, String id, String legger, String minuut)
      throws IOException {
    String xml =
        Files.readString(Path.of("config/demo/01-alleenstaande.xml"))
            .replaceFirst("(?s)^<\\?xml.*?\\?>\\s*", "")
            .replaceAll("(?s)<!--.*?-->", "")
            .replaceAll("<mutatiesoort>[^<]*", "<mutatiesoort>" + soort)
            .replaceAll(
                "<mutatietijdstip>[^<]*", "<mutatietijdstip>2026-11-16T09:" + minuut + ":00+01:00")
            .replaceAll("<registratieId>[^<]*", "<registratieId>" + id)
            .replaceAll("<bsn>[^<]*", "<bsn>" + BSN)
            .replaceAll("(?s)(<beslaglegger>\\s*)<oin>[^<]*</oin>", "$1" + legger);
    assertThat(xml).contains(BRON, legger);
    return xml;
  }
}
