package nl.ketenbrug.message;

/** This engine is stopping; another one, or this one after its start, takes the message. */
public class MotorStopt extends RuntimeException {

  public MotorStopt() {
    super("de motor stopt; het bericht is straks weer aan de beurt");
  }
}
