package nl.ketenbrug.delivery;

import java.util.Map;

/** Signs what is sent, with the key that also signs statements of completeness. */
public interface Webhookhandtekening {

  /**
   * @param koppen what stands in the protected header besides algorithm and key
   * @param body the bytes that are signed and not repeated
   * @return a detached JWS: header, nothing and signature, with dots between (RFC 7515, appendix F)
   */
  String losgekoppeld(Map<String, Object> koppen, byte[] body);
}
