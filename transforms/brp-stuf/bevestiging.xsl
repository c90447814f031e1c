<?xml version="1.0" encoding="UTF-8"?>
<!--
  Het antwoord op een kennisgeving: Bv03 als zij is aangenomen, anders Fo03 als SOAP-fout. Uitleg: README.md. Invoer is de kennisgeving
  zoals zij kwam; zij hoeft niet geldig te zijn, en geen waarde eruit komt terug behalve wie haar zond en haar nummer.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:StUF="http://www.egem.nl/StUF/StUF0301"
                exclude-result-prefixes="xs">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <!-- Tijdstip van het antwoord (dateTime, UTC). -->
  <xsl:param name="tijdstip" as="xs:string" required="yes"/>
  <!-- Reden van weigering; leeg bij een bevestiging. -->
  <xsl:param name="code" as="xs:string" select="''"/>
  <xsl:param name="uitleg" as="xs:string" select="''"/>

  <xsl:variable name="heen" select="(//*:stuurgegevens)[1]"/>

  <xsl:template match="/">
    <soap:Envelope>
      <soap:Body>
        <xsl:choose>
          <xsl:when test="$code eq ''">
            <StUF:Bv03Bericht>
              <xsl:call-template name="stuurgegevens">
                <xsl:with-param name="berichtcode" select="'Bv03'"/>
              </xsl:call-template>
            </StUF:Bv03Bericht>
          </xsl:when>
          <xsl:otherwise>
            <soap:Fault>
              <faultcode>soap:Client</faultcode>
              <faultstring>De kennisgeving is niet aangenomen</faultstring>
              <detail>
                <StUF:Fo03Bericht>
                  <xsl:call-template name="stuurgegevens">
                    <xsl:with-param name="berichtcode" select="'Fo03'"/>
                  </xsl:call-template>
                  <StUF:body>
                    <!-- StUF055: de inhoud voldoet niet aan het schema; een lijst voor onze eigen redenen bestaat niet. -->
                    <StUF:code>StUF055</StUF:code>
                    <StUF:plek>client</StUF:plek>
                    <StUF:omschrijving><xsl:value-of select="substring($code || ': ' || $uitleg, 1, 200)"/></StUF:omschrijving>
                  </StUF:body>
                </StUF:Fo03Bericht>
              </detail>
            </soap:Fault>
          </xsl:otherwise>
        </xsl:choose>
      </soap:Body>
    </soap:Envelope>
  </xsl:template>

  <!-- Zender en ontvanger wisselen van plaats; crossRefnummer is het nummer van de kennisgeving. -->
  <xsl:template name="stuurgegevens">
    <xsl:param name="berichtcode" as="xs:string"/>
    <StUF:stuurgegevens>
      <StUF:berichtcode><xsl:value-of select="$berichtcode"/></StUF:berichtcode>
      <StUF:zender>
        <xsl:call-template name="systeem">
          <xsl:with-param name="systeem" select="$heen/StUF:ontvanger"/>
        </xsl:call-template>
      </StUF:zender>
      <StUF:ontvanger>
        <xsl:call-template name="systeem">
          <xsl:with-param name="systeem" select="$heen/StUF:zender"/>
        </xsl:call-template>
      </StUF:ontvanger>
      <StUF:referentienummer><xsl:value-of select="$berichtId"/></StUF:referentienummer>
      <StUF:tijdstipBericht><xsl:value-of select="substring(replace($tijdstip, '[^0-9]', ''), 1, 17)"/></StUF:tijdstipBericht>
      <StUF:crossRefnummer><xsl:value-of select="substring(string($heen/StUF:referentienummer), 1, 40)"/></StUF:crossRefnummer>
    </StUF:stuurgegevens>
  </xsl:template>

  <xsl:template name="systeem">
    <xsl:param name="systeem" as="element()?"/>
    <xsl:for-each select="$systeem/StUF:organisatie">
      <StUF:organisatie><xsl:value-of select="."/></StUF:organisatie>
    </xsl:for-each>
    <StUF:applicatie><xsl:value-of select="($systeem/StUF:applicatie/string(), 'onbekend')[1]"/></StUF:applicatie>
    <xsl:for-each select="$systeem/StUF:administratie">
      <StUF:administratie><xsl:value-of select="."/></StUF:administratie>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
