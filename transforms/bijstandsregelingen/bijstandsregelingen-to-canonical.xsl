<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord BijstandsregelingenInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:bij="http://bkwi.nl/SuwiML/Diensten/Bijstandsregelingen/v0500"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('bij:BijstandsregelingenInfoResponse')"/>

  <xsl:template match="bij:BijstandsregelingenInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi/Uitkeringsverhouding, ClientSuwi/AanvraagUitkering, ClientSuwi/Vordering" mode="objecten"/>
  </xsl:template>

  <xsl:template match="Uitkeringsverhouding" mode="objecten">
    <Uitkering>
      <xsl:sequence select="
          s:tekst('wet', SzWet/CdSzWet),
          s:datum('begin', DatBUitkeringsverhouding),
          s:datum('einde', DatEUitkeringsverhouding),
          s:tekst('kostendelers', SpecifiekeGegevensBijstandUitk/AantKostendelers)"/>
      <xsl:apply-templates select="Uitkeringsperiode" mode="objecten"/>
      <xsl:sequence select="s:uitvoerder(Bron), s:herkomst()"/>
    </Uitkering>
  </xsl:template>

  <xsl:template match="Uitkeringsperiode" mode="objecten">
    <Uitkeringsperiode>
      <xsl:sequence select="s:datum('begin', DatBUitkeringsperiode), s:datum('einde', DatEUitkeringsperiode)"/>
      <xsl:sequence select="
          s:bijstandsbedrag('betaalbaar-gesteld', InkomstenBijstandUitkering/BedrBetaalbaarGesteldeUitkering),
          s:bijstandsbedrag('overige-inkomsten', InkomstenBijstandUitkering/BedrTotaalInkomstenUitkering)"/>
      <xsl:for-each select="Normbedrag">
        <bedrag soort="norm">
          <xsl:sequence select="s:bedrag('waarde', .), s:tekst('normcode', CdSrtNormbedrag)"/>
        </bedrag>
      </xsl:for-each>
      <xsl:for-each select="MaatregelMbtUitkering">
        <xsl:variable name="reden" select="RedenMaatregelMbtBijstandUitk"/>
        <maatregel>
          <xsl:sequence select="
              s:datum('begin', DatBMaatregelMbtUitkering),
              s:datum('einde', DatEMaatregelMbtUitkering),
              s:tekst('reden', $reden/CdRedenMaatregelMbtBijstandUitk),
              s:bedrag('vermindering', $reden/GevolgenMaatregelMbtBijstandUitk/BedrVerminderingUitkMbtMaatregel)"/>
        </maatregel>
      </xsl:for-each>
    </Uitkeringsperiode>
  </xsl:template>

  <!-- Een bedrag van de uitkering; zonder waarde is er geen bedrag, want onbekend is geen nul. -->
  <xsl:function name="s:bijstandsbedrag" as="element()?">
    <xsl:param name="soort" as="xs:string"/>
    <xsl:param name="bedrag" as="element()?"/>
    <xsl:if test="$bedrag/WaardeBedr">
      <bedrag soort="{$soort}">
        <xsl:sequence select="s:bedrag('waarde', $bedrag), s:tekst('periodecode', $bedrag/CdPeriodeEenheidGeldigheidBedr)"/>
      </bedrag>
    </xsl:if>
  </xsl:function>

  <xsl:template match="AanvraagUitkering" mode="objecten">
    <Uitkeringsaanvraag>
      <xsl:sequence select="s:tekst('wet', SzWet/CdSzWet), s:datum('datum', DatAanvraagUitkering)"/>
      <xsl:for-each select="BeslissingOpAanvraagUitkering">
        <beslissing>
          <xsl:sequence select="
              s:tekst('code', CdBeslissingOpAanvraagUitkering),
              s:datum('datum', DatDagtekeningBeslisOpAanvrUitk)"/>
        </beslissing>
      </xsl:for-each>
      <xsl:sequence select="s:uitvoerder(Bron), s:herkomst()"/>
    </Uitkeringsaanvraag>
  </xsl:template>

  <xsl:template match="Vordering" mode="objecten">
    <Terugvordering>
      <xsl:sequence select="
          s:tekst('kenmerk', IdentificatienrVordering),
          s:tekst('wet', SzWet/CdSzWet),
          s:datum('besluitdatum', DatBesluitVordering),
          s:tekst('reden', CdRedenVordering),
          s:bedrag('aanvang', BedrAanvangVordering),
          s:tekst('status', CdStatusVordering),
          s:bedrag('saldo', BedrSaldoVordering),
          s:datum('onherroepelijk', DatOnherroepelijkVordering),
          PartnerVordering ! s:tekst('medeschuldenaar', Burgerservicenr)"/>
      <xsl:for-each select="Fraude">
        <fraude>
          <xsl:sequence select="
              s:indicatie('recidive', IndRecidive),
              s:indicatie('robuusteIncasso', IndRobuusteIncassoToegepast),
              s:tekst('hoogteBoete', CdHoogteBestuurlijkeBoete),
              s:tekst('sanctie', CdSrtSanctie)"/>
        </fraude>
      </xsl:for-each>
      <xsl:sequence select="s:uitvoerder(Bron), s:herkomst()"/>
    </Terugvordering>
  </xsl:template>
</xsl:stylesheet>
