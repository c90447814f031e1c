package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the broker's address is written, the client gets the settings that lose nothing. */
class BrokertoegangTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://a:61616",
        " tcp://a:61616 , tcp://b:61616 ",
        "tcp://a:61617?sslEnabled=true",
        "(tcp://a:61616,tcp://b:61616)?ha=true",
        "tcp://a:61616?consumerWindowSize=1000"
      })
  void theClientFetchesNothingAheadAndNeverGivesUp(String adres) throws Exception {
    Brokertoegang toegang = Brokertoegang.buiten(adres, "ketenbrug", "geheim-woord");

    try (ServerLocator plaats = ActiveMQClient.createServerLocator(toegang.url())) {
      assertThat(plaats.getConsumerWindowSize()).isZero();
      assertThat(plaats.getReconnectAttempts()).isEqualTo(-1);
      assertThat(plaats.getStaticTransportConfigurations()).hasSize(adres.contains("b:") ? 2 : 1);
      assertThat(plaats.isHA()).isEqualTo(adres.contains("b:"));
    }
    assertThat(toegang.toString()).doesNotContain("geheim-woord");
  }

  @Test
  void optionsOfTheConnectionStay() throws Exception {
    String url = Brokertoegang.buiten("tcp://a:61617?sslEnabled=true", "k", "w").url();

    try (ServerLocator plaats = ActiveMQClient.createServerLocator(url)) {
      assertThat(plaats.getStaticTransportConfigurations()[0].getParams())
          .containsEntry("sslEnabled", "true");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " tcp://a:61617?sslEnabled=true , tcp://b:61617?sslEnabled=true ",
        "(tcp://a:61617,tcp://b:61617)?sslEnabled=true&ha=true"
      })
  void eachAddressCanBeLookedAtByItself(String adressen) throws Exception {
    List<Brokertoegang> elk = Brokertoegang.elk(adressen, "ketenbrug", "geheim-woord");

    assertThat(elk).hasSize(2);
    for (Brokertoegang een : elk) {
      try (ServerLocator plaats = ActiveMQClient.createServerLocator(een.url())) {
        assertThat(plaats.getInitialConnectAttempts()).isEqualTo(1);
        assertThat(plaats.getReconnectAttempts()).isZero();
        assertThat(plaats.isHA()).isFalse();
        assertThat(plaats.getStaticTransportConfigurations()).hasSize(1);
        assertThat(plaats.getStaticTransportConfigurations()[0].getParams())
            .containsEntry("sslEnabled", "true")
            .containsEntry("connect-timeout-millis", "3000");
      }
    }
  }
}
