<?xml version="1.0" encoding="UTF-8"?>
<!--
  Profiel bvv-suwiml: de velden van profiel bvv in de gewoonten van SuwiML: alleen het hoofdelement in een naamruimte, datums van acht
  cijfers, bedragen in centen met het teken apart, codes 1 en 2 voor ja en nee. Welke velden dat zijn, staat in het stylesheet van bvv.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns:bvv="urn:ketenbrug:profiel:bvv-suwiml:1"
                xpath-default-namespace="urn:ketenbrug:profiel:bvv:1"
                exclude-result-prefixes="xs f">

  <xsl:import href="../bvv/canonical-to-bvv.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <!-- Codes van CdPeriode: 06 is een maand. -->
  <xsl:variable name="maand" as="xs:string" select="'06'"/>

  <xsl:template match="/">
    <xsl:variable name="bericht" as="element(Gebeurtenis)">
      <xsl:apply-imports/>
    </xsl:variable>
    <xsl:apply-templates select="$bericht" mode="suwiml"/>
  </xsl:template>

  <xsl:template match="Gebeurtenis" mode="suwiml">
    <bvv:BeslagvrijeVoetInfo>
      <Gebeurtenis>
        <IdGebeurtenis><xsl:value-of select="id"/></IdGebeurtenis>
        <SrtGebeurtenis><xsl:value-of select="type"/></SrtGebeurtenis>
        <BronGebeurtenis><xsl:value-of select="bron"/></BronGebeurtenis>
        <!-- Een tijdstip houdt zijn tijdzone: de acht cijfers van SuwiML hebben er geen. -->
        <TijdstipRegistratie><xsl:value-of select="geregistreerd"/></TijdstipRegistratie>
        <TijdstipGebeurtenis><xsl:value-of select="plaatsgevonden"/></TijdstipGebeurtenis>
        <SleutelDossier><xsl:value-of select="onderwerp"/></SleutelDossier>
        <IdCorrelatie><xsl:value-of select="correlatie"/></IdCorrelatie>
        <xsl:for-each select="oorzaak"><IdOorzaak><xsl:value-of select="."/></IdOorzaak></xsl:for-each>
        <xsl:for-each select="correctieVan"><IdGecorrigeerd><xsl:value-of select="."/></IdGecorrigeerd></xsl:for-each>
        <xsl:for-each select="intrekkingVan"><IdIngetrokken><xsl:value-of select="."/></IdIngetrokken></xsl:for-each>
      </Gebeurtenis>
      <ClientSuwi>
        <Burgerservicenr><xsl:value-of select="schuldenaar/bsn"/></Burgerservicenr>
        <xsl:for-each select="schuldenaar/geheimhouding">
          <IndGeheimhouding><xsl:value-of select="if (xs:boolean(.)) then '1' else '2'"/></IndGeheimhouding>
        </xsl:for-each>
        <BeslagvrijeVoet>
          <BedrBeslagvrijeVoet>
            <CdMunteenheid>EUR</CdMunteenheid>
            <CdPositiefNegatief>+</CdPositiefNegatief>
            <WaardeBedr><xsl:value-of select="beslagvrijeVoet/bedrag"/></WaardeBedr>
            <CdPeriodeEenheidGeldigheidBedr><xsl:value-of select="$maand"/></CdPeriodeEenheidGeldigheidBedr>
          </BedrBeslagvrijeVoet>
          <DatPeil><xsl:value-of select="f:datum(beslagvrijeVoet/peildatum)"/></DatPeil>
          <Leefsituatie><xsl:value-of select="beslagvrijeVoet/leefsituatie"/></Leefsituatie>
          <DatBGeldigheid><xsl:value-of select="f:datum(beslagvrijeVoet/geldigVan)"/></DatBGeldigheid>
          <DatEGeldigheid><xsl:value-of select="f:datum(beslagvrijeVoet/geldigTot)"/></DatEGeldigheid>
        </BeslagvrijeVoet>
        <xsl:for-each select="herziening">
          <Herziening>
            <IdVervallenVaststelling><xsl:value-of select="vervangt"/></IdVervallenVaststelling>
            <xsl:for-each select="ingangsdatum"><DatIngang><xsl:value-of select="f:datum(.)"/></DatIngang></xsl:for-each>
          </Herziening>
        </xsl:for-each>
      </ClientSuwi>
    </bvv:BeslagvrijeVoetInfo>
  </xsl:template>

  <!-- JJJJ-MM-DD wordt JJJJMMDD; iets anders blijft staan en wordt door het schema geweigerd. -->
  <xsl:function name="f:datum" as="xs:string">
    <xsl:param name="dag" as="element()"/>
    <xsl:sequence select="replace($dag, '^(\d{4})-(\d{2})-(\d{2})$', '$1$2$3')"/>
  </xsl:function>
</xsl:stylesheet>
