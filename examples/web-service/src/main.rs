//! Runs the service: `cargo run -p web-service -- 127.0.0.1:8080`.

use std::error::Error;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let hall = web_service::Hall::found("La plaça")?;
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, web_service::service(hall)).await?;
    Ok(())
}
