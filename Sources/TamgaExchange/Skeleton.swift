import AsyncHTTPClient
import CZlib
import Hummingbird
import HummingbirdTLS
import Logging
import NIOSSL
enum ExchangeSkeleton {}
