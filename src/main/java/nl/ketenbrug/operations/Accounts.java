package nl.ketenbrug.operations;

import java.util.Collection;

/** Everyone who may log in at HTTP and broker. */
public interface Accounts {
  Collection<Account> alle();
}
