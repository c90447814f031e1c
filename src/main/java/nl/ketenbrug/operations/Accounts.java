package nl.ketenbrug.operations;

import java.util.Collection;

/** The accounts of this installation; asked at every login, so it may change while running. */
public interface Accounts {

  Collection<Account> alle();
}
