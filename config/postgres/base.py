"""Django's PostgreSQL, with the limits of the web where a request opens the connection."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus

from config import limits


class PatientConnection(psycopg.Connection[Any]):
    """Gives a server up that does not answer at all."""

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(gen, interval, timeout or limits.SILENCE)
        except psycopg.OperationalError:
            # What was asked may still be answered one day: nothing else may read that answer.
            if self.info.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens connections for requests with limits, through the pooler where there is one."""

    def get_connection_params(self) -> dict[str, Any]:
        if not limits.apply():
            return super().get_connection_params()
        if pooled := self.settings_dict.get("POOLED"):
            # A pooler refuses or loses what is set for a session: it sets the limits itself.
            through = base.DatabaseWrapper({**self.settings_dict, **pooled}, self.alias)
            return {"connect_timeout": limits.CONNECT_TIMEOUT, **through.get_connection_params()}
        return limits.limited(super().get_connection_params())

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not limits.apply():
            return super().get_new_connection(conn_params)
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        return PatientConnection.connect(**conn_params)
