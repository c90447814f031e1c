<?xml version="1.0" encoding="UTF-8"?>
<!-- Hulp voor de specs: een document vergelijken zonder inspringing, en varianten van een voorbeeld. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:t="urn:ketenbrug:spec"
                exclude-result-prefixes="#all">

  <xsl:mode name="t:wijzig" on-no-match="shallow-copy"/>

  <xsl:mode name="t:kern" on-no-match="shallow-copy"/>
  <xsl:template match="text()[not(normalize-space())][../*]" mode="t:kern"/>

  <!-- Het hoofdelement zonder de witruimte van het inspringen. -->
  <xsl:function name="t:kern" as="element()">
    <xsl:param name="knoop" as="node()"/>
    <xsl:apply-templates select="$knoop/descendant-or-self::*[1]" mode="t:kern"/>
  </xsl:function>

  <!-- Laat de elementen met deze namen weg. -->
  <xsl:function name="t:zonder" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="namen" as="xs:string*"/>
    <xsl:sequence select="t:weglaten($document, $document//*[local-name() = $namen])"/>
  </xsl:function>

  <xsl:function name="t:weglaten" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="elementen" as="element()*"/>
    <xsl:document>
      <xsl:apply-templates select="$document/*" mode="t:wijzig">
        <xsl:with-param name="weg" select="$elementen" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:document>
  </xsl:function>

  <!-- Hetzelfde bericht in een SOAP-envelop, zoals een bron het zelf zou aanleveren. -->
  <xsl:function name="t:in-envelop" as="document-node()">
    <xsl:param name="document" as="node()"/>
    <xsl:document>
      <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
        <soap:Header/>
        <soap:Body>
          <xsl:copy-of select="$document/descendant-or-self::*[1]"/>
        </soap:Body>
      </soap:Envelope>
    </xsl:document>
  </xsl:function>

  <xsl:function name="t:met-waarde" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="waarde" as="xs:string"/>
    <xsl:sequence select="t:vervang($document, $document//*[local-name() = $naam], $waarde)"/>
  </xsl:function>

  <!-- Dezelfde gebeurtenis over een schuldenaar van wie de geheimhouding bekend is. -->
  <xsl:function name="t:met-geheimhouding" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:document>
      <xsl:apply-templates select="$document/*" mode="t:geheim"/>
    </xsl:document>
  </xsl:function>

  <xsl:mode name="t:geheim" on-no-match="shallow-copy"/>
  <xsl:template match="k:Schuldenaar/k:herkomst" mode="t:geheim">
    <k:geheimhouding>true</k:geheimhouding>
    <xsl:next-match/>
  </xsl:template>

  <xsl:function name="t:andere-schuldenaar" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="bsn" as="xs:string"/>
    <xsl:sequence select="t:vervang($document, $document/k:Verrijking/k:Schuldenaar/k:Persoon/k:bsn, $bsn)"/>
  </xsl:function>

  <xsl:function name="t:vervang" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="elementen" as="element()*"/>
    <xsl:param name="waarde" as="xs:string"/>
    <xsl:document>
      <xsl:apply-templates select="$document/*" mode="t:wijzig">
        <xsl:with-param name="doel" select="$elementen" tunnel="yes"/>
        <xsl:with-param name="waarde" select="$waarde" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:document>
  </xsl:function>

  <xsl:template match="*" mode="t:wijzig">
    <xsl:param name="weg" as="element()*" tunnel="yes"/>
    <xsl:param name="doel" as="element()*" tunnel="yes"/>
    <xsl:param name="waarde" as="xs:string?" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="$weg[. is current()]"/>
      <xsl:when test="$doel[. is current()]">
        <xsl:copy>
          <xsl:copy-of select="@*"/>
          <xsl:value-of select="$waarde"/>
        </xsl:copy>
      </xsl:when>
      <xsl:otherwise>
        <xsl:next-match/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
